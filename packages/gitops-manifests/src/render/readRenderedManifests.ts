import { readAsAsked } from './readAsAsked';
import { type RenderedManifests, renderManifests } from './renderManifests';
import type { RepositoryFile } from './RepositoryFile';

/**
 * {@link renderManifests} over files that take time to read: only those that the folder leads to, several at a time. Errors
 * of `read` are thrown.
 *
 * @param folder - from the repository's root
 * @param read - undefined where there is no file
 * @param options - as of {@link renderManifests}
 * @public
 */
export function readRenderedManifests(
  folder: string,
  read: (path: string) => Promise<RepositoryFile | undefined>,
  options: Parameters<typeof renderManifests>[2] = {},
): Promise<Exclude<RenderedManifests, { kind: 'unread' }>> {
  return readAsAsked<RenderedManifests>(
    lookup => renderManifests(folder, lookup, options),
    read,
  );
}
