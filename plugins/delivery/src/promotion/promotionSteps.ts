import type { PromotionStatus } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * The steps a promotion takes, as a person follows them.
 *
 * @internal
 */
export const PROMOTION_STEPS = [
  'open',
  'merged',
  'syncing',
  'verifying',
  'succeeded',
] as const;

/**
 * One step and how far it is.
 *
 * @internal
 */
export interface PromotionStep {
  step: (typeof PROMOTION_STEPS)[number];
  state: 'done' | 'current' | 'pending' | 'failed';
}

/** Which step a status is busy with: an open pull request waits for its merge. */
const CURRENT: Record<PromotionStatus, number> = {
  proposed: 0,
  open: 1,
  merged: 2,
  syncing: 2,
  verifying: 3,
  succeeded: 5,
  rejected: 1,
  superseded: 1,
  failed: 2,
};

/**
 * How far each step is. A failed promotion stops at the sync, a closed one at the merge; nothing after it is done.
 *
 * @internal
 */
export function promotionSteps(status: PromotionStatus): PromotionStep[] {
  const current = CURRENT[status];
  const stopped = ['rejected', 'superseded', 'failed'].includes(status);
  return PROMOTION_STEPS.map((step, index) => {
    if (index < current) return { step, state: 'done' };
    if (index > current) return { step, state: 'pending' };
    return { step, state: stopped ? 'failed' : 'current' };
  });
}
