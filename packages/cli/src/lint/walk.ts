import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';

const MAX_ENTRIES = 500_000;
const MAX_DEPTH = 64;

/**
 * What a walk through folders passes on.
 *
 * @internal
 */
export interface Walk {
  onFile(path: string): void;
  onFolder(path: string): void;
  /** A symbolic link, wherever it leads. */
  onLink?(path: string): void;
  /** A sentence about a place that was not looked at although it should have been. */
  onTrouble(path: string, reason: string): void;
}

/**
 * Walks through a folder and all below it. Hidden folders and `node_modules` are passed over, and so are symbolic links,
 * so that no loop can catch it; depth and number of entries are bounded.
 *
 * @param options - `hidden`: hidden folders as well, but for `.git`
 * @internal
 */
export async function walk(
  root: string,
  on: Walk,
  { hidden = false }: { hidden?: boolean } = {},
): Promise<void> {
  let entries = 0;
  const pending = [{ path: root, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { path, depth } = next;
    if (depth > MAX_DEPTH) {
      on.onTrouble(path, `it lies deeper than ${MAX_DEPTH} folders`);
      continue;
    }
    const found = await list(path).catch((error: unknown) => {
      on.onTrouble(path, reasonOf(error));
      return [];
    });
    entries += found.length;
    if (entries > MAX_ENTRIES) {
      on.onTrouble(
        root,
        `there are more than ${MAX_ENTRIES} files in it: name a smaller folder`,
      );
      return;
    }
    for (const entry of found) {
      const inner = join(path, entry.name);
      if (entry.isFile()) {
        on.onFile(inner);
      } else if (entry.isDirectory() && !isPassedOver(entry, hidden)) {
        on.onFolder(inner);
        pending.push({ path: inner, depth: depth + 1 });
      } else if (entry.isSymbolicLink()) {
        on.onLink?.(inner);
        if (entry.name === 'service.yaml') {
          on.onTrouble(inner, 'it is a symbolic link: write a file');
        }
      }
    }
  }
}

async function list(path: string): Promise<Dirent[]> {
  const entries: Dirent[] = [];
  for await (const entry of await opendir(path)) {
    entries.push(entry);
    if (entries.length > MAX_ENTRIES) {
      break;
    }
  }
  return entries;
}

function isPassedOver({ name }: Dirent, hidden: boolean): boolean {
  return (
    name === 'node_modules' || (hidden ? name === '.git' : name.startsWith('.'))
  );
}

const REASONS: Record<string, string> = {
  EACCES: 'its permissions do not let you read it',
  EPERM: 'its permissions do not let you read it',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is not a folder',
  ELOOP: 'its symbolic links form a loop',
  ENAMETOOLONG: 'its path is too long',
};

/**
 * Why a file or folder cannot be read, in plain words.
 *
 * @internal
 */
export function reasonOf(error: unknown): string {
  const code =
    typeof error === 'object' && error !== null && 'code' in error
      ? String(error.code)
      : '';
  return REASONS[code] ?? `the system says ${code || String(error)}`;
}
