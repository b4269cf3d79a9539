import type { EnvironmentHistory } from '@stonegarden/backstage-plugin-delivery-common';
import { FINAL_EMERGENCY_STATUSES } from '../../emergency/EmergencyRollbackRecord';
import { claim } from './claim';
import { imagesOf } from './judgeEnvironment';
import type { Records } from './judgeRecord';

/**
 * Whether the last thing that happened to a Release in an environment is that it was taken back there: what ran was rolled back,
 * or a rollback in Git was merged. Deploying it again makes it a Release like any other once that has succeeded.
 */
export function wasTakenBack(
  { deployments, promotions }: Records,
  environment: string,
  images: string | undefined,
): boolean {
  const ran = deployments.filter(
    each =>
      each.environment === environment && imagesOf(each.release) === images,
  );
  const events = [
    ...ran.flatMap(({ rolledBack, until, from, outcome }, index) => [
      ...(rolledBack && until ? [{ at: until, isBack: true }] : []),
      ...(outcome === 'succeeded' &&
      ran.slice(0, index).some(earlier => earlier.rolledBack)
        ? [{ at: from, isBack: false }]
        : []),
    ]),
    ...promotions.flatMap(promotion => {
      const { to, mergedAt: at, rollback, status } = promotion;
      const brings = imagesOf(promotion.release) === images;
      if (to !== environment || !at) {
        return [];
      }
      if (rollback && !brings && imagesOf(rollback.replaces) === images) {
        return [{ at, isBack: true }];
      }
      return brings && status === 'succeeded' ? [{ at, isBack: false }] : [];
    }),
  ].sort((one, other) => one.at.localeCompare(other.at));
  return events.at(-1)?.isBack ?? false;
}

/** Fails unless an environment's past is what is recorded of it. */
export function judgeHistory(
  { environment, current, previous, emergency }: EnvironmentHistory,
  records: Records,
): void {
  const own = records.deployments.filter(
    each => each.environment === environment,
  );
  const [newest, ...before] = own.reverse();
  claim(current?.id === newest?.id, { 'is not the newest': current, own });
  const expected = before.find(
    ({ release }) =>
      imagesOf(release) !== imagesOf(newest.release) &&
      !wasTakenBack(records, environment, imagesOf(release)),
  );
  claim(previous?.id === expected?.id, {
    'is not where Roll back leads': previous,
    expected,
    own,
    promotions: records.promotions,
  });
  const active = records.emergencies.findLast(
    each =>
      each.environment === environment &&
      !FINAL_EMERGENCY_STATUSES.includes(each.status),
  );
  claim(emergency?.id === active?.id && emergency?.status === active?.status, {
    emergency,
    active,
  });
}
