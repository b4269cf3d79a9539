import type {
  GitEntry,
  GitFile,
  GitLocation,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ReleaseTree } from './ReleaseFile';

/** The repository at a commit. Each file and folder is read once, however often it is asked for. */
export function treeAt(
  { path: folder, reader }: Pick<GitLocation, 'path' | 'reader'>,
  commit: string,
): ReleaseTree {
  const files = new Map<string, Promise<GitFile | undefined>>();
  const folders = new Map<string, Promise<GitEntry[] | undefined>>();
  return {
    folder,
    commit,
    read: path => {
      const file = files.get(path) ?? reader.read(path, commit);
      files.set(path, file);
      return file;
    },
    list: path => {
      const entries = folders.get(path) ?? reader.list(path, commit);
      folders.set(path, entries);
      return entries;
    },
  };
}
