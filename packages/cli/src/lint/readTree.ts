import { isServiceFolderFile } from '@stonegarden/gitops-manifests';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { layersFolder } from './findRoot';
import { NotUtf8Error, readText } from './readText';
import { reasonOf, walk } from './walk';

/**
 * What one repository holds for the checks. All paths are from its root, with `/`.
 *
 * @internal
 */
export interface RepositoryTree {
  root: string;
  /** Texts of `service.yaml` files and of the files of their folders that the checks need. */
  files: Map<string, string>;
  /** Names of the folders directly below each folder `environments`, by path of the folder around it. */
  environmentFolders: Map<string, string[]>;
  /** Places that could not be read, and why. */
  unreadable: Array<{ path: string; reason: string }>;
}

/**
 * Reads a repository as far as the checks need it: everything below its layers, since manifests are checked against each
 * other, and below the given paths.
 *
 * @internal
 */
export async function readTree(
  root: string,
  paths: string[],
): Promise<RepositoryTree> {
  const tree: RepositoryTree = {
    root,
    files: new Map(),
    environmentFolders: new Map(),
    unreadable: [],
  };
  const found = new Set<string>();
  const seen = new Set<string>();
  const trouble = (path: string, reason: string) =>
    tree.unreadable.push({ path: inRoot(root, path), reason });
  for (const start of topmost([await layersFolder(root), ...paths])) {
    await walk((await stat(start)).isDirectory() ? start : dirname(start), {
      onFile: path => {
        if (!seen.has(path)) {
          seen.add(path);
          if (isWanted(inRoot(root, path))) {
            found.add(path);
          }
        }
      },
      onFolder: path => {
        if (basename(dirname(path)) === 'environments' && !seen.has(path)) {
          seen.add(path);
          const service = inRoot(root, dirname(dirname(path)));
          const names = tree.environmentFolders.get(service) ?? [];
          tree.environmentFolders.set(service, [...names, basename(path)]);
        }
      },
      onTrouble: trouble,
    });
  }
  for (const path of [...found].sort()) {
    try {
      tree.files.set(inRoot(root, path), await readText(path));
    } catch (error) {
      trouble(
        path,
        error instanceof NotUtf8Error ? error.message : reasonOf(error),
      );
    }
  }
  return tree;
}

function isWanted(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'service.yaml') {
    return true;
  }
  const at = path.lastIndexOf('/environments/');
  return isServiceFolderFile(
    at < 0 && !path.startsWith('environments/') ? path : path.slice(at + 1),
  );
}

/** Without those that lie below another one. */
function topmost(paths: string[]): string[] {
  return [...new Set(paths)].filter(
    path =>
      !paths.some(other => other !== path && path.startsWith(`${other}${sep}`)),
  );
}

/**
 * A path from a root, with `/`; empty for the root itself.
 *
 * @internal
 */
export function inRoot(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/**
 * A path as the file system knows it. Links in what a person writes are followed; those below it are not.
 *
 * @internal
 */
export async function realPathOf(cwd: string, path: string): Promise<string> {
  return realpath(resolve(cwd, path));
}

/** @internal */
export function fromRoot(root: string, path: string): string {
  return join(root, ...path.split('/'));
}
