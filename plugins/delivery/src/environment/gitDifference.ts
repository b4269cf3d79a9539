import {
  compareReleases,
  type EnvironmentStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import { releaseName, shortImageName, versionOf } from './release';

/**
 * What Git says, as a person says it, where it is not what runs: the version of the first image that differs, with the
 * image's name unless it is the main one. Undefined where both are the same or Git is not known; a digest counts only where
 * both sides have one.
 *
 * @internal
 */
export function gitDifference(
  environment: Pick<EnvironmentStatus, 'release' | 'git'>,
): string | undefined {
  const wanted = environment.git?.release;
  const changes = compareReleases(wanted, environment.release);
  if (changes === 'unknown') return releaseName(wanted);
  const change = changes.find(
    ({ from, to }) =>
      from?.tag !== to.tag ||
      (from?.digest !== undefined &&
        to.digest !== undefined &&
        from.digest !== to.digest),
  );
  if (!change) return undefined;
  const version = versionOf(change.to);
  return change.name === wanted?.images[0]?.name
    ? version
    : `${shortImageName(change.name)} ${version}`;
}
