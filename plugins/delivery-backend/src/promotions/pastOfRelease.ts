import {
  compareReleases,
  type Deployment,
  type PromotionBack,
  type Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  PastRelease,
  ReleaseInGit,
} from '@stonegarden/backstage-plugin-delivery-node';
import { findRolledBack, isPartOf } from '../rollbacks/findRolledBack';
import type { PromotionRecord } from './PromotionRecord';

/** The last Deployment of a Release to an environment. */
function lastOf(
  newestFirst: readonly Deployment[],
  environment: string,
  release: Release,
): Deployment | undefined {
  return newestFirst.find(
    deployment =>
      deployment.environment === environment &&
      isPartOf(release, deployment.release),
  );
}

/**
 * The past of a Release in an environment that it must have been verified in; undefined where it is what Git names for that
 * environment now: then the present is judged.
 */
export function pastOfRelease(
  environment: string,
  release: Release | undefined,
  now: Pick<ReleaseInGit, 'release'> | undefined,
  recorded: {
    /** Newest first. */
    deployments: readonly Deployment[];
    promotions: readonly PromotionRecord[];
  },
): PastRelease | undefined {
  if (!release || isPartOf(release, now?.release)) {
    return undefined;
  }
  const { deployments, promotions } = recorded;
  const deployment = lastOf(deployments, environment, release);
  const rolledBack = findRolledBack(
    promotions,
    deployments,
    environment,
    release,
  );
  return {
    ...(deployment ? { deployment } : {}),
    ...(rolledBack ? { rolledBack } : {}),
  };
}

/**
 * Whether a Release came to an environment before another did: by the first Deployment of each, as a rollback deploys an old one
 * again. Undefined where the record does not have both.
 */
export function cameBefore(
  /** Of the environment. */
  deployments: readonly Deployment[],
  release: Release,
  other: Release,
): boolean | undefined {
  const [first, otherFirst] = [release, other].map(each =>
    deployments
      .filter(deployment => isPartOf(each, deployment.release))
      .map(({ from }) => Date.parse(from))
      .reduce<number | undefined>(
        (earliest, at) => Math.min(earliest ?? at, at),
        undefined,
      ),
  );
  return first === undefined || otherFirst === undefined
    ? undefined
    : first < otherFirst;
}

/**
 * Whether a chosen Release is older than what the target has: it ran there before, or what the target has came to the source
 * after it. Undefined where neither is known.
 */
export function findBack(
  { from, to }: { from: string; to: string },
  release: Release,
  current: Release | undefined,
  /** Newest first. */
  deployments: readonly Deployment[],
): PromotionBack | undefined {
  const changes = compareReleases(release, current);
  if (!current || changes === 'unknown' || changes.length === 0) {
    return undefined;
  }
  const ran = lastOf(deployments, to, release);
  if (ran) {
    return {
      deployment: ran.id,
      ...(ran.until === undefined ? {} : { until: ran.until }),
    };
  }
  const inSource = deployments.filter(
    ({ environment }) => environment === from,
  );
  return cameBefore(inSource, release, current) ? {} : undefined;
}
