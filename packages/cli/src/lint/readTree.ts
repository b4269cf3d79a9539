import { serviceAround } from '@stonegarden/gitops-manifests';
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
  /**
   * Paths of all files below a service's folder, by path of that folder; not of folders with symbolic links or places that cannot
   * be read, where nobody can say what is absent.
   */
  paths: Map<string, Set<string>>;
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
    paths: new Map(),
    unreadable: [],
  };
  const all: string[] = [];
  const uncertain: string[] = [];
  const found = new Set<string>();
  const seen = new Set<string>();
  const trouble = (path: string, reason: string) => {
    uncertain.push(inRoot(root, path));
    tree.unreadable.push({ path: inRoot(root, path), reason });
  };
  for (const start of topmost([await layersFolder(root), ...paths])) {
    await walk((await stat(start)).isDirectory() ? start : dirname(start), {
      onFile: path => {
        if (!seen.has(path)) {
          seen.add(path);
          all.push(inRoot(root, path));
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
      onLink: path => uncertain.push(inRoot(root, path)),
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
  tree.paths = pathsByService(tree.files.keys(), all, uncertain);
  return tree;
}

const NEEDED =
  /(?:^|\/)(?:service\.yaml|(?:Chart|values[^/]*|application[^/]*)\.yaml|(?:values|applications)\/[^/]+\.yaml|(?:environments|monitoring)\/(?:.*\/)?(?:[^/]+\.ya?ml|Kustomization))$/;

function isWanted(path: string): boolean {
  return NEEDED.test(path);
}

function pathsByService(
  read: Iterable<string>,
  all: string[],
  uncertain: string[],
): Map<string, Set<string>> {
  const folders = new Set(
    [...read]
      .filter(path => /(?:^|\/)service\.yaml$/.test(path))
      .map(path => path.slice(0, Math.max(0, path.lastIndexOf('/')))),
  );
  const paths = new Map<string, Set<string>>();
  for (const path of all) {
    const folder = serviceAround(path, folders);
    if (folder !== undefined) {
      const below = paths.get(folder) ?? new Set();
      paths.set(
        folder,
        below.add(folder ? path.slice(folder.length + 1) : path),
      );
    }
  }
  for (const path of uncertain) {
    for (const folder of paths.keys()) {
      if (path === folder || path.startsWith(`${folder}/`) || folder === '') {
        paths.delete(folder);
      }
    }
  }
  return paths;
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
