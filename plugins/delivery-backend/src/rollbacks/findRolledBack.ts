import {
  compareReleases,
  Deployment,
  Release,
  RolledBackRelease,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GateFacts } from '@stonegarden/backstage-plugin-delivery-node';
import type { PromotionRecord } from '../promotions/PromotionRecord';

type Recorded = Pick<
  PromotionRecord,
  | 'createdAt'
  | 'mergedAt'
  | 'pullRequest'
  | 'release'
  | 'requestedBy'
  | 'requestReason'
  | 'rollback'
  | 'status'
  | 'to'
>;

/** Whether all of one Release is in another. Nothing is known to be in what is not known. */
export function isPartOf(
  release: Release | undefined,
  other: Release | undefined,
): boolean {
  const changes = compareReleases(release, other);
  return changes !== 'unknown' && changes.length === 0;
}

/** Whether a merged rollback took a Release back; one that changed other things only did not. */
function tookBack({ rollback, release }: Recorded, given: Release): boolean {
  return (
    isPartOf(given, rollback?.replaces) &&
    !isPartOf(release, rollback?.replaces)
  );
}

/** Something that decides whether a Release counts as rolled back: that it was, or without `rolledBack` that it came back. */
interface PastEvent {
  at: string;
  rolledBack?: RolledBackRelease;
}

/** What merged pull requests did to a Release. */
function mergedEvents(
  records: readonly Recorded[],
  environment: string,
  release: Release,
): PastEvent[] {
  return records.flatMap((record): PastEvent[] => {
    const { mergedAt: at, to } = record;
    if (to !== environment || !at) {
      return [];
    }
    if (record.rollback && tookBack(record, release)) {
      const { createdAt, requestedBy, requestReason } = record;
      const rolledBack = {
        at: createdAt,
        by: requestedBy,
        ...(requestReason ? { reason: requestReason } : {}),
      };
      return [{ at, rolledBack }];
    }
    return record.status === 'succeeded' && isPartOf(record.release, release)
      ? [{ at }]
      : [];
  });
}

/** What its last deployment says of a Release, whether a pull request brought and ended it or not. */
function deployedEvents(
  deployments: readonly Deployment[],
  environment: string,
  release: Release,
): PastEvent[] {
  const ran = deployments
    .filter(
      deployment =>
        deployment.environment === environment &&
        isPartOf(release, deployment.release),
    )
    .sort((one, other) => Date.parse(other.from) - Date.parse(one.from));
  const [last] = ran;
  if (last?.rolledBack) {
    const { from, until = from, rolledBack } = last;
    return [{ at: until, rolledBack }];
  }
  const isBackAgain =
    last?.outcome === 'succeeded' && ran.some(({ rolledBack }) => rolledBack);
  return isBackAgain ? [{ at: last.from }] : [];
}

/**
 * When and by whom a Release was rolled back in an environment last: by a rollback that was merged, or in Argo CD. Undefined when
 * it was not, and when it was promoted or deployed there again since and succeeded.
 */
export function findRolledBack(
  records: readonly Recorded[],
  deployments: readonly Deployment[],
  environment: string,
  release: Release,
): RolledBackRelease | undefined {
  const [last] = [
    ...mergedEvents(records, environment, release),
    ...deployedEvents(deployments, environment, release),
  ].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return last?.rolledBack;
}

/** The rollback of an environment whose pull request is open. */
export function findOpenRollback(
  records: readonly Recorded[],
  environment: string,
): GateFacts['openRollback'] {
  const open = records.find(
    ({ to, rollback, status }) =>
      to === environment && rollback && status === 'open',
  );
  return open?.pullRequest
    ? { pullRequest: open.pullRequest.number, release: open.release }
    : undefined;
}
