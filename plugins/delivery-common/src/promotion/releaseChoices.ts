import type { Deployment } from '../deployment/Deployment';
import { compareReleases } from '../release/compareReleases';
import type { Release } from '../release/Release';

/**
 * A Release of the history that may be promoted to an environment.
 *
 * @public
 */
export interface ReleaseChoice {
  release: Release;
  /** What is asked for: the last Deployment of it, as near to the target on the path as it came. */
  deployment: Deployment;
  /** The last Deployment of it to each environment that it came to, in the order of the path; the target's too. */
  deployments: Deployment[];
}

function isSame(one: Release, other: Release): boolean {
  return [compareReleases(one, other), compareReleases(other, one)].every(
    changes => changes !== 'unknown' && changes.length === 0,
  );
}

/**
 * The Releases of a history, each once, the one that was deployed last first. Only what came to an environment before the target
 * can be chosen.
 *
 * @param newestFirst - Deployments of one service
 * @param path - the environments before the target, in the order of the path, and the target as the last
 * @public
 */
export function releaseChoices(
  newestFirst: readonly Deployment[],
  path: readonly string[],
): ReleaseChoice[] {
  const target = path[path.length - 1];
  const found: Array<{ release: Release; deployments: Deployment[] }> = [];
  for (const deployment of newestFirst) {
    const { environment, release } = deployment;
    if (release?.images.length && path.includes(environment)) {
      const known = found.find(each => isSame(each.release, release));
      if (!known) {
        found.push({ release, deployments: [deployment] });
      } else if (
        !known.deployments.some(each => each.environment === environment)
      ) {
        known.deployments.push(deployment);
      }
    }
  }
  return found.flatMap(({ release, deployments }) => {
    const ordered = [...deployments].sort(
      (one, other) =>
        path.indexOf(one.environment) - path.indexOf(other.environment),
    );
    const nearest = ordered
      .filter(({ environment }) => environment !== target)
      .at(-1);
    return nearest
      ? [{ release, deployment: nearest, deployments: ordered }]
      : [];
  });
}
