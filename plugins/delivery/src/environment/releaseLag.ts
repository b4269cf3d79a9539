import type { Release } from '@stonegarden/backstage-plugin-delivery-common';
import { releaseName } from './release';

/**
 * How a Release stands to the one of the environment before it. `behind` and `ahead` are only said where the main
 * image is the same and both tags are version numbers; `unknown` where a side is not known.
 *
 * @internal
 */
export type ReleaseComparison =
  | 'same'
  | 'behind'
  | 'ahead'
  | 'differs'
  | 'unknown';

const VERSION = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?$/;

function versionNumbers(tag?: string): number[] | undefined {
  const match = tag ? VERSION.exec(tag) : null;
  return match?.slice(1).map(part => Number(part ?? 0));
}

function sameImages(left: Release, right: Release): boolean {
  const key = (release: Release) =>
    release.images
      .map(image => `${image.name}:${image.tag ?? ''}@${image.digest ?? ''}`)
      .sort((a, b) => a.localeCompare(b))
      .join('\n');
  return key(left) === key(right);
}

/**
 * Compares what an environment runs with what the one before it runs.
 *
 * @internal
 */
export function releaseLag(
  release?: Release,
  before?: Release,
): ReleaseComparison {
  if (!releaseName(release) || !releaseName(before) || !release || !before) {
    return 'unknown';
  }
  if (sameImages(release, before)) {
    return 'same';
  }
  const [own] = release.images;
  const [other] = before.images;
  const ownNumbers = versionNumbers(own.tag);
  const otherNumbers = versionNumbers(other.tag);
  if (own.name !== other.name || !ownNumbers || !otherNumbers) {
    return 'differs';
  }
  const difference = ownNumbers
    .map((part, index) => part - otherNumbers[index])
    .find(part => part !== 0);
  if (difference === undefined) {
    return 'differs';
  }
  return difference < 0 ? 'behind' : 'ahead';
}
