import type { PromotionOverride } from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from './PromotionRecord';

/**
 * The overrides of a promotion that count at a time: that have not expired then, and are about the commit that the portal
 * made, while the branch holds that.
 */
export function overridesInForce(
  {
    headCommit,
    overrides = [],
    pullRequest,
  }: Pick<PromotionRecord, 'headCommit' | 'overrides' | 'pullRequest'>,
  at: Date,
): PromotionOverride[] {
  if (pullRequest?.headMoved) {
    return [];
  }
  return overrides.filter(
    ({ commit, until }) =>
      Date.parse(until) > at.getTime() &&
      (commit === undefined || commit === headCommit),
  );
}
