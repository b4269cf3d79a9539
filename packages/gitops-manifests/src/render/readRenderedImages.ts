import type { RenderResult } from './RenderedEnvironment';
import { renderImages } from './renderImages';
import type { RepositoryFile } from './RepositoryFile';

const MAX_FILES = 200;
const MAX_PARALLEL = 8;

/**
 * {@link renderImages} over files that take time to read: only those that the folder leads to, several at a time. Errors
 * of `read` are thrown.
 *
 * @param folder - from the repository's root
 * @param read - undefined where there is no file
 * @public
 */
export async function readRenderedImages(
  folder: string,
  read: (path: string) => Promise<RepositoryFile | undefined>,
): Promise<Exclude<RenderResult, { kind: 'unread' }>> {
  const files = new Map<string, RepositoryFile | 'absent'>();
  for (;;) {
    const result = renderImages(folder, path => files.get(path) ?? 'unread');
    if (result.kind !== 'unread') {
      return result;
    }
    if (files.size + result.paths.length > MAX_FILES) {
      return {
        kind: 'refused',
        at: { file: result.paths[0], line: 1, column: 1 },
        message: `this environment is made of more than ${MAX_FILES} files, and no more are read: put several manifests into one file`,
      };
    }
    const rest = [...result.paths];
    const reader = async () => {
      for (let path = rest.shift(); path !== undefined; path = rest.shift()) {
        files.set(path, (await read(path)) ?? 'absent');
      }
    };
    await Promise.all(Array.from({ length: MAX_PARALLEL }, reader));
  }
}
