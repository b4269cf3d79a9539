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
  let prepared: Promise<void> | undefined;
  const prepare = async () => {
    prepared ??= reader.prefetch?.(folder, commit) ?? Promise.resolve();
    await prepared;
  };
  const read = async (path: string) => {
    await prepare();
    return reader.read(path, commit);
  };
  const list = async (path: string) => {
    await prepare();
    return reader.list(path, commit);
  };
  return {
    folder,
    commit,
    read: path => {
      const file = files.get(path) ?? read(path);
      files.set(path, file);
      return file;
    },
    list: path => {
      const entries = folders.get(path) ?? list(path);
      folders.set(path, entries);
      return entries;
    },
  };
}
