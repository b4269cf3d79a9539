import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../../../examples/homelab');

/**
 * The files of examples/homelab that a source would read, by path.
 *
 * @internal
 */
export function readHomelab(): Record<string, string> {
  const paths = [
    ...globSync('kubernetes/**/service.yaml', { cwd: root }),
    ...globSync('kubernetes/{bootstrap,teams/*}/*.yaml', { cwd: root }),
    ...globSync('kubernetes/**/environments/*/**/*.yaml', { cwd: root }),
    ...globSync('kubernetes/**/monitoring/**/*.yaml', { cwd: root }),
  ];
  return Object.fromEntries(
    paths.map(path => [path, readFileSync(resolve(root, path), 'utf8')]),
  );
}
