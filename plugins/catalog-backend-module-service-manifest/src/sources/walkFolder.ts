import { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const MAX_DEPTH = 16;
const MAX_ENTRIES = 1_000_000;
const PASSED_OVER = new Set(['.git', 'node_modules']);

/**
 * A file that was accepted.
 *
 * @internal
 */
export interface FoundFile {
  /** From the root, with `/`. */
  path: string;
  /** Bytes. */
  size: number;
  modifiedMs: number;
  inode: number;
}

/**
 * Finds files in a folder and those below it. Links to files are followed when they stay below the root; links to
 * folders are not.
 *
 * @param root - absolute, without links
 * @param folder - where to begin, from the root
 * @param accept - whether a file is wanted
 * @throws InputError when there is more in the folder than any repository has; what the file system throws when something
 *   goes while it is looked at
 * @internal
 */
export async function walkFolder(
  root: string,
  folder: string,
  signal: AbortSignal,
  accept: (path: string, size: number) => boolean,
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  let entries = 0;
  const look = async (path: string, entry: Dirent) => {
    if (!entry.isFile() && !entry.isSymbolicLink()) {
      return;
    }
    // Most files are not wanted whatever their size, so that most need no further look.
    const isLink = entry.isSymbolicLink();
    if (isLink && !(await staysBelow(root, path))) {
      return;
    }
    if (!isLink && !isYaml(path)) {
      accept(path, 0);
      return;
    }
    const info = await stat(join(root, path));
    if (info.isFile() && accept(path, info.size)) {
      const { size, mtimeMs: modifiedMs, ino: inode } = info;
      found.push({ path, size, modifiedMs, inode });
    }
  };
  const visit = async (path: string, depth: number): Promise<void> => {
    signal.throwIfAborted();
    if (depth > MAX_DEPTH) {
      return;
    }
    for (const entry of await list(join(root, path))) {
      entries += 1;
      if (entries > MAX_ENTRIES) {
        throw new InputError(
          `The folder has more than ${MAX_ENTRIES} entries: name the folder of a repository`,
        );
      }
      const below = path ? `${path}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (!PASSED_OVER.has(entry.name)) {
          await visit(below, depth + 1);
        }
      } else {
        await look(below, entry);
      }
    }
  };
  if (await staysBelow(root, folder)) {
    await visit(folder, 0);
  }
  return found;
}

async function list(path: string): Promise<Dirent[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isYaml(path: string): boolean {
  return /(\.ya?ml|\/Kustomization)$/.test(path);
}

async function staysBelow(root: string, path: string): Promise<boolean> {
  try {
    return isChildPath(root, await realpath(join(root, path)));
  } catch {
    return false;
  }
}
