import {
  createReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitFile } from '@stonegarden/backstage-plugin-delivery-node';
import type { ReleaseTree } from '../releases/ReleaseFile';

/** An environment's own files are few; a folder of more is something else. */
export const MAX_FILES = 300;
/** How many files are read at the same time. */
const AT_ONCE = 8;

/** The files of a folder by their path, or why they were not read. */
export type Folder =
  | { ok: true; files: Map<string, GitFile> }
  | { ok: false; problem: Reason };

/** A name tells most values files; others, and folders, may be called anything. */
async function isFile(tree: ReleaseTree, place: string): Promise<boolean> {
  return /\.ya?ml$/.test(place) || (await tree.read(place)) !== undefined;
}

async function pathsBelow(
  tree: ReleaseTree,
  folder: string,
): Promise<{ ok: true; paths: string[] } | { ok: false; problem: Reason }> {
  const paths: string[] = [];
  const folders = [folder];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const { name, mode } of (await tree.list(at)) ?? []) {
      const path = `${at}/${name}`;
      if (mode === 'directory') {
        folders.push(path);
      } else if (mode === 'submodule') {
        return {
          ok: false,
          problem: createReason('ReleaseFileInvalid', {
            file: path,
            line: 1,
            column: 1,
            detail: 'It is a submodule, which the portal does not move.',
          }),
        };
      } else {
        paths.push(path);
      }
    }
    if (paths.length + folders.length > MAX_FILES) {
      return {
        ok: false,
        problem: createReason('FolderTooLarge', { folder, limit: MAX_FILES }),
      };
    }
  }
  return { ok: true, paths };
}

/**
 * Reads files, and all files below folders; none where there is nothing at a path. Throws what the Git host throws.
 *
 * @param places - paths of files and folders
 */
export async function readFolder(
  tree: ReleaseTree,
  places: readonly string[],
): Promise<Folder> {
  const paths: string[] = [];
  for (const place of places) {
    const found = (await isFile(tree, place))
      ? { ok: true as const, paths: [place] }
      : await pathsBelow(tree, place);
    if (!found.ok) {
      return found;
    }
    paths.push(...found.paths.filter(path => !paths.includes(path)));
  }
  const files = new Map<string, GitFile>();
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    await Promise.all(
      paths.slice(at, at + AT_ONCE).map(async path => {
        const file = await tree.read(path);
        if (file) {
          files.set(path, file);
        }
      }),
    );
  }
  return { ok: true, files };
}
