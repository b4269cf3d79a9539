import {
  compareReleases,
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

/**
 * When and by whom a Release was rolled back in an environment, by the last rollback that was merged. Undefined when it was
 * not, and when it was promoted there again since and succeeded.
 */
export function findRolledBack(
  records: readonly Recorded[],
  environment: string,
  release: Release,
): RolledBackRelease | undefined {
  const lastFirst = records
    .filter(({ to, mergedAt }) => to === environment && mergedAt)
    .sort((one, other) =>
      (other.mergedAt ?? '').localeCompare(one.mergedAt ?? ''),
    );
  for (const record of lastFirst) {
    if (record.rollback && tookBack(record, release)) {
      const { createdAt, requestedBy, requestReason } = record;
      return {
        at: createdAt,
        by: requestedBy,
        ...(requestReason ? { reason: requestReason } : {}),
      };
    }
    if (record.status === 'succeeded' && isPartOf(record.release, release)) {
      return undefined;
    }
  }
  return undefined;
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
