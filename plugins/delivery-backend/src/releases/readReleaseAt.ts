import type { Release } from '@stonegarden/backstage-plugin-delivery-common';
import type { GitLocation } from '@stonegarden/backstage-plugin-delivery-node';
import type { ReleaseFile } from './ReleaseFile';
import { treeAt } from './treeAt';

/**
 * The Release that Git names for an environment at a commit; undefined when it does not say: no file, or no pinned image.
 *
 * @throws what the Git host throws
 */
export async function readReleaseAt(
  releaseFile: ReleaseFile,
  location: Pick<GitLocation, 'path' | 'reader'>,
  environment: string,
  commit: string,
): Promise<Release | undefined> {
  const file = await releaseFile.read(treeAt(location, commit), environment);
  const images = file.ok
    ? file.value.images.filter(({ tag, digest }) => tag || digest)
    : [];
  return images.length > 0 ? { images } : undefined;
}
