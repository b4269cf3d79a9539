import { ConflictError } from '@backstage/errors';
import type { GitEntryMode } from './GitReader';

const NAMES: Record<GitEntryMode, string> = {
  file: 'a file',
  executable: 'a file',
  symlink: 'a symbolic link',
  directory: 'a folder',
  submodule: 'a submodule',
};

/** Throws because an edit names `path`, which is not a file. */
export function refuseFile(path: string, mode: GitEntryMode): never {
  throw new ConflictError(
    mode === 'symlink'
      ? `${path} is a symbolic link: writing to it would replace the link with a file. Edit the file that it leads to instead.`
      : `${path} is ${NAMES[mode]}, not a file.`,
  );
}

/** Throws because an edit names something below `path`, which is not a folder. */
export function refuseFolder(path: string, mode: GitEntryMode): never {
  throw new ConflictError(
    `${path} is ${NAMES[mode]}, not a folder: nothing can be written below it.`,
  );
}
