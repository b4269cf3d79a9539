import {
  convertManifest,
  formatDiagnostic,
} from '@stonegarden/service-manifest';
import { rename, writeFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { CliContext, EXIT } from '../CliContext';
import { printable } from '../format/printable';
import { byRoot } from '../lint/byRoot';
import { fromRoot, inRoot, readTree, realPathOf } from '../lint/readTree';

/**
 * What can be set when migrating.
 *
 * @internal
 */
export interface MigrateOptions {
  write?: boolean;
  root?: string;
  apiGroup?: string;
}

/**
 * Converts the manifests below paths to the newest version of their schema, or shows what that would change. Gives the exit
 * code: 1 when one cannot be converted, which then stays as it is.
 *
 * @internal
 */
export async function runMigrate(
  paths: string[],
  { write = false, root: given, apiGroup }: MigrateOptions,
  context: CliContext,
): Promise<number> {
  const cwd = await realPathOf(context.cwd, '.');
  let failed = 0;
  let converted = 0;
  let isComplete = true;
  for (const [root, inside] of await byRoot(paths, given, context)) {
    const tree = await readTree(root, inside);
    const chosen = inside.map(path => inRoot(root, path));
    const isChosen = (path: string) =>
      chosen.some(
        one => one === '' || path === one || path.startsWith(`${one}/`),
      );
    const nameOf = (path: string) =>
      relative(cwd, fromRoot(root, path)).split(sep).join('/');
    for (const { path, reason } of tree.unreadable.filter(one =>
      isChosen(one.path),
    )) {
      isComplete = false;
      context.complain(
        `stonegarden: ${printable(nameOf(path))} cannot be read: ${reason}\n`,
      );
    }
    for (const [path, text] of tree.files) {
      if (!isChosen(path) || !/(?:^|\/)service\.yaml$/.test(path)) {
        continue;
      }
      const result = convertManifest(text, { to: 'v1beta1', path, apiGroup });
      if (result.kind === 'invalid') {
        failed += 1;
        for (const one of result.diagnostics) {
          const line = formatDiagnostic({ ...one, file: nameOf(one.file) });
          context.complain(`${printable(line)}\n`);
        }
      }
      if (result.kind === 'converted' && result.changes.length > 0) {
        converted += 1;
        const lines = result.changes.map(change => `  ${printable(change)}\n`);
        context.print(`${printable(nameOf(path))}\n${lines.join('')}`);
        if (write) {
          await replaceFile(fromRoot(root, path), result.text);
        }
      }
    }
  }
  const files = `${converted} ${converted === 1 ? 'file' : 'files'}`;
  context.print(
    write
      ? `${files} converted.\n`
      : `${files} would be converted; use --write to do so.\n`,
  );
  if (!isComplete) {
    return EXIT.trouble;
  }
  return failed > 0 ? EXIT.findings : EXIT.clean;
}

/** A file is whole before it takes the old one's place. */
async function replaceFile(path: string, text: string): Promise<void> {
  const next = `${path}.${process.pid}.new`;
  await writeFile(next, text);
  await rename(next, path);
}
