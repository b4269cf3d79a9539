import type { ServicePromotionPolicy } from '@stonegarden/service-manifest';
import type { PromotionRecord } from '../../promotions/PromotionRecord';

/** Whether a rollback is to be opened automatically in an environment: what the service says goes before the portal's default. */
export function isRolledBackAutomatically(
  policy: ServicePromotionPolicy | undefined,
  environment: string,
  defaults: readonly string[],
): boolean {
  return policy?.autoRollback ?? defaults.includes(environment);
}

/**
 * Whether a promotion failed in a way that a rollback mends: what it brought was merged as promised, runs, and is Degraded. A
 * rollback that failed is not rolled back, nor is a promotion after which something else came.
 */
export function callsForRollback(
  failed: PromotionRecord,
  others: readonly PromotionRecord[],
): boolean {
  const { id, createdAt, mergedAt, reason, rollback, status, to } = failed;
  const isAfter = (other: PromotionRecord) =>
    (other.rollback !== undefined && other.createdAt > createdAt) ||
    (other.mergedAt ?? '') > (mergedAt ?? '');
  return (
    status === 'failed' &&
    mergedAt !== undefined &&
    !rollback &&
    reason?.code === 'TargetDegraded' &&
    !others.some(other => other.id !== id && other.to === to && isAfter(other))
  );
}
