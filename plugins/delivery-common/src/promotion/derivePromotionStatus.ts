import { createReason } from '../reason/createReason';
import type { PromotionFacts, PromotionProgress } from './PromotionFacts';
import { progressAfterMerge } from './progressAfterMerge';

/** A failed promotion may still recover this long, so that a repaired target is not remembered as a failure. */
const RECOVERY_MS = 24 * 60 * 60 * 1000;

/**
 * The life of a promotion as a pure function: from facts and the time to the status.
 *
 * `succeeded` is final. So are `rejected` and `superseded`, unless somebody opens the closed pull request again. `failed`
 * is final too, but for one day after it a new sync, or a target that became Healthy on the promoted Release, takes the promotion up again (to `syncing` or `verifying`):
 * people repair targets, and a repaired one must not be remembered as a failure. Facts that are not known never move a
 * promotion, neither forward nor to `failed`.
 *
 * @public
 */
export function derivePromotionStatus(
  facts: PromotionFacts,
  now: Date,
): PromotionProgress {
  const { recorded, pullRequest } = facts;
  const { status, reason, mergedAt, finishedAt } = recorded;
  const asRecorded: PromotionProgress = {
    status,
    reason,
    mergedAt,
    finishedAt,
  };
  switch (status) {
    case 'succeeded':
      return asRecorded;
    case 'rejected':
    case 'superseded':
      return !pullRequest || mergedAt || pullRequest.state === 'closed'
        ? asRecorded
        : // Nothing that was recorded of the end holds any more.
          byPullRequest(
            pullRequest,
            { ...facts, recorded: { ...recorded, status: 'open' } },
            now,
          );
    case 'failed': {
      const recoverable =
        facts.mergedOtherwise === undefined &&
        mergedAt !== undefined &&
        finishedAt !== undefined &&
        now.getTime() - Date.parse(finishedAt) < RECOVERY_MS;
      const progress = recoverable
        ? progressAfterMerge(facts, now)
        : asRecorded;
      const recovers =
        progress.status === 'syncing' ||
        progress.status === 'succeeded' ||
        (progress.status === 'verifying' && facts.target?.health === 'Healthy');
      return recovers ? { ...progress, mergedAt } : asRecorded;
    }
    case 'proposed':
    case 'open':
      if (!pullRequest) {
        return asRecorded;
      }
      return byPullRequest(pullRequest, facts, now);
    case 'merged':
    case 'syncing':
    case 'verifying':
      return { ...afterMerge(facts, now), mergedAt };
    default:
      return status satisfies never;
  }
}

function byPullRequest(
  pullRequest: NonNullable<PromotionFacts['pullRequest']>,
  facts: PromotionFacts,
  now: Date,
): PromotionProgress {
  switch (pullRequest.state) {
    case 'open':
      return {
        status: 'open',
        ...(pullRequest.reason ? { reason: pullRequest.reason } : {}),
      };
    case 'closed':
      return {
        status: 'rejected',
        reason: createReason('PullRequestClosed', {}),
        finishedAt: now.toISOString(),
      };
    default:
      return {
        ...afterMerge(facts, now),
        mergedAt: pullRequest.mergedAt ?? now.toISOString(),
      };
  }
}

/** What was merged otherwise than promised is not the promotion, whatever becomes of it. */
function afterMerge(facts: PromotionFacts, now: Date): PromotionProgress {
  return facts.mergedOtherwise
    ? {
        status: 'failed',
        reason: facts.mergedOtherwise,
        finishedAt: now.toISOString(),
      }
    : progressAfterMerge(facts, now);
}
