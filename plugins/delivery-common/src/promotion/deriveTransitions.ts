import type { Reason } from '../reason/Reason';
import { compareReleases } from '../release/compareReleases';
import { createReason } from '../reason/createReason';
import type { EnvironmentStatus } from '../environment/EnvironmentStatus';
import type { EnvironmentTransition } from './EnvironmentTransition';
import type { Promotion } from './Promotion';
import { FINAL_PROMOTION_STATUSES } from '../vocabulary';

function newestFirst(one: Promotion, other: Promotion): number {
  return other.createdAt.localeCompare(one.createdAt);
}

function whyUnknown(sides: EnvironmentStatus[]): Reason {
  const unknown =
    sides.find(({ git }) => !git?.release?.images.length) ?? sides[0];
  return (
    unknown.git?.problem ??
    createReason('GitReleaseUnknown', { environment: unknown.name })
  );
}

/**
 * The steps between neighboring environments, in promotion order. A step compares Git with Git, because a promotion
 * changes Git: what runs may differ from it in either environment, and is told by the environments themselves.
 *
 * @public
 */
export function deriveTransitions(
  environments: EnvironmentStatus[],
  promotions: Promotion[],
): EnvironmentTransition[] {
  return environments.slice(1).map((target, index) => {
    const source = environments[index];
    const into = promotions
      .filter(p => p.to === target.name && p.from === source.name)
      .sort(newestFirst);
    const underWay = into.find(
      p => !FINAL_PROMOTION_STATUSES.includes(p.status),
    );
    const failed = into[0]?.status === 'failed' ? into[0] : undefined;
    const changes = compareReleases(source.git?.release, target.git?.release);

    const state = (): EnvironmentTransition['state'] => {
      if (underWay) {
        return 'under-way';
      }
      if (changes === 'unknown') {
        return 'unknown';
      }
      return changes.length > 0 ? 'differs' : 'same';
    };
    const promotion = underWay ?? failed;
    const current = state();
    return {
      from: source.name,
      to: target.name,
      state: current,
      ...(current === 'unknown'
        ? { reason: whyUnknown([source, target]) }
        : {}),
      changes: changes === 'unknown' ? [] : changes,
      ...(promotion ? { promotion } : {}),
    };
  });
}
