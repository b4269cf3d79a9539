import type { Release, ReleaseImage } from './Release';

const DIGEST_CHARACTERS = 12;

/**
 * What pins an image, as a person says it: the tag, else the beginning of the digest, else `untagged`.
 *
 * @public
 */
export function formatVersion(
  version: Pick<ReleaseImage, 'tag' | 'digest'>,
): string {
  if (version.tag !== undefined) {
    return version.tag;
  }
  if (version.digest !== undefined) {
    const hex = version.digest.slice(version.digest.indexOf(':') + 1);
    return hex.slice(0, DIGEST_CHARACTERS);
  }
  return 'untagged';
}

/**
 * A Release in a few characters: the version of its main image, and how many more images there are (`2.30.0 +2`).
 * `unknown` when there is no Release or it has no image.
 *
 * @public
 */
export function formatRelease(release: Release | undefined): string {
  const [main, ...others] = release?.images ?? [];
  if (!main) {
    return 'unknown';
  }
  const version = formatVersion(main);
  return others.length > 0 ? `${version} +${others.length}` : version;
}
