import type {
  CanaryStatus,
  EnvironmentStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import { hasSeveralVersions } from '../argocd/readModel/DetailsLoader';
import { releaseOf } from './releaseOf';

/**
 * What runs: the stable Release, and the one of a canary beside it. Of several versions of one image only the resource tree and
 * the Rollout tell which is which; until they have, no Release is named.
 */
export function runningReleases({
  details,
  images,
  service,
}: ApplicationRecord): Pick<EnvironmentStatus, 'release' | 'mixed' | 'canary'> {
  if (!hasSeveralVersions(images)) {
    return { release: releaseOf(images, service) };
  }
  if (!details?.stableImages) {
    return { mixed: true };
  }
  return {
    release: releaseOf(details.stableImages, service),
    ...toCanary(details.canary, service),
  };
}

function toCanary(
  canary: NonNullable<ApplicationRecord['details']>['canary'],
  service: string,
): { canary?: CanaryStatus } {
  if (!canary) {
    return {};
  }
  const { images, ...progress } = canary;
  const release = releaseOf(images, service);
  return release ? { canary: { release, ...progress } } : {};
}
