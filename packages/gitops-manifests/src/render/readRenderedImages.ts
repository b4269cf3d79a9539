import { readAsAsked } from './readAsAsked';
import type { RenderResult } from './RenderedEnvironment';
import { renderImages } from './renderImages';
import type { RepositoryFile } from './RepositoryFile';

/**
 * {@link renderImages} over files that take time to read: only those that the folder leads to, several at a time. Errors
 * of `read` are thrown.
 *
 * @param folder - from the repository's root
 * @param read - undefined where there is no file
 * @public
 */
export function readRenderedImages(
  folder: string,
  read: (path: string) => Promise<RepositoryFile | undefined>,
): Promise<Exclude<RenderResult, { kind: 'unread' }>> {
  return readAsAsked<RenderResult>(
    lookup => renderImages(folder, lookup),
    read,
  );
}
