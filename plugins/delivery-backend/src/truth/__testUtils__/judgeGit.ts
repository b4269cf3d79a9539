import {
  compareReleases,
  type EnvironmentStatus,
  FINAL_PROMOTION_STATUSES,
  type ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from '../../promotions/PromotionRecord';
import { claim } from './claim';
import { imagesOf } from './judgeEnvironment';
import { appName } from './repository';
import type { EnvironmentName, ServiceName } from './steps';
import type { World } from './World';

/** Fails unless Git named the Release when it is said to: when the catalog read it, or as of a time. */
export function judgeGit(
  world: World,
  service: ServiceName,
  { name, git }: EnvironmentStatus,
): void {
  if (!git?.release) {
    claim(git?.problem !== undefined, { 'no release, and no reason': git });
    return;
  }
  const app = appName({ service, environment: name as EnvironmentName });
  const said = imagesOf(git.release);
  const namesIt = (commit: string) =>
    (world.imagesAt(commit, app) ?? world.pinnedAt(commit, app))?.join() ===
    said;
  claim(
    git.asOf ? world.wasHead(git.asOf, namesIt) : namesIt(world.catalogCommit),
    { 'Git did not name it': git, app },
  );
}

/** Fails unless each transition follows from what Git names for both sides, and from the promotions. */
export function judgeTransitions(
  view: ServiceDelivery,
  promotions: PromotionRecord[],
): void {
  view.transitions.forEach((transition, index) => {
    const [source, target] = view.environments.slice(index, index + 2);
    const changes = compareReleases(source.git?.release, target.git?.release);
    const underWay = promotions.some(
      ({ from, to, status }) =>
        // A rollback is of its environment alone.
        from === source.name &&
        to === target.name &&
        !FINAL_PROMOTION_STATUSES.includes(status),
    );
    const expected = {
      same: changes !== 'unknown' && changes.length === 0 && !underWay,
      differs: changes !== 'unknown' && changes.length > 0 && !underWay,
      unknown: changes === 'unknown' && !underWay,
      'under-way': underWay,
    }[transition.state];
    claim(expected, { transition, source: source.git, target: target.git });
  });
}
