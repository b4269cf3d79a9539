import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const root = resolve(__dirname, '../../../..');

/**
 * The committed text of a file that is generated, for a test that keeps it equal. With `UPDATE=1` in the environment it is
 * written first.
 *
 * @param path - from the repository's root
 * @internal
 */
export function committedFile(path: string, generated: string): string {
  const file = resolve(root, path);
  if (process.env.UPDATE === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, generated);
  }
  return readFileSync(file, 'utf8');
}
