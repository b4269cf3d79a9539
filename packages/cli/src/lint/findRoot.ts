import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Folder that holds the layers in the layout that this suite describes. */
const LAYERS_FOLDER = 'kubernetes';

/**
 * The root of the repository that a folder lies in: the nearest one around it that has a folder `kubernetes` or a `.git`;
 * the folder itself when there is none.
 *
 * @internal
 */
export async function findRoot(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    if (await isFolder(join(at, LAYERS_FOLDER))) {
      return at;
    }
    if (basename(at) === LAYERS_FOLDER) {
      return dirname(at);
    }
    // A worktree's .git is a file
    if (await exists(join(at, '.git'))) {
      return at;
    }
    if (dirname(at) === at) {
      return folder;
    }
  }
}

/**
 * The folder below a root that holds the layers; the root itself when there is none.
 *
 * @internal
 */
export async function layersFolder(root: string): Promise<string> {
  const folder = join(root, LAYERS_FOLDER);
  return (await isFolder(folder)) ? folder : root;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
