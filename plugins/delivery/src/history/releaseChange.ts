import {
  compareReleases,
  type Deployment,
} from '@stonegarden/backstage-plugin-delivery-common';
import { releaseName, shortImageName, versionOf } from '../environment/release';

/**
 * What a deployment changed, in a few characters.
 *
 * @internal
 */
export interface ReleaseChange {
  /** Where another image than the main one changed: its short name. */
  image?: string;
  /** The version before it; left out where that is not known, and where the image is new. */
  from?: string;
  /** Left out where the Release is not known. */
  to?: string;
  /** How many more images changed. */
  more: number;
}

/**
 * The main image's change, or that of another one where the main image stays.
 *
 * @internal
 */
export function releaseChange(
  deployment: Pick<Deployment, 'release' | 'replaces'>,
): ReleaseChange {
  const { release, replaces } = deployment;
  const changes = compareReleases(release, replaces);
  if (changes === 'unknown' || changes.length === 0) {
    return { to: releaseName(release), more: 0 };
  }
  const main = release?.images[0]?.name;
  const change = changes.find(({ name }) => name === main) ?? changes[0];
  return {
    ...(change.name === main ? {} : { image: shortImageName(change.name) }),
    ...(change.from ? { from: versionOf(change.from) } : {}),
    to: versionOf(change.to),
    more: changes.length - 1,
  };
}
