import { createReason } from '../reason/createReason';
import type { PromotionFacts, PromotionProgress } from './PromotionFacts';
import { verifyTarget } from './verifyTarget';

type Target = NonNullable<PromotionFacts['target']>;

function isApplied(target: Target): boolean {
  return (
    (target.sync === 'Synced' && target.comparedHasMerge === true) ||
    (target.operation?.phase === 'Succeeded' && target.syncedHasMerge === true)
  );
}

/** Where a promotion stands whose pull request is merged. */
export function progressAfterMerge(
  facts: PromotionFacts,
  now: Date,
): PromotionProgress {
  const { target, recorded } = facts;
  const environment = recorded.to;
  const unchanged: PromotionProgress = {
    status:
      recorded.status === 'proposed' || recorded.status === 'open'
        ? 'merged'
        : recorded.status,
    reason: recorded.reason,
  };
  if (!target) {
    return {
      ...unchanged,
      reason: facts.obstacle ?? createReason('AwaitingArgocd', { environment }),
      settling: recorded.settling,
    };
  }
  const { operation } = target;
  if (
    (operation?.phase === 'Running' || operation?.phase === 'Terminating') &&
    target.syncedHasMerge !== false
  ) {
    return {
      status: 'syncing',
      ...(operation.message
        ? {
            reason: createReason('Syncing', {
              environment,
              detail: operation.message,
            }),
          }
        : {}),
    };
  }
  if (
    (operation?.phase === 'Failed' || operation?.phase === 'Error') &&
    target.syncedHasMerge === true
  ) {
    return {
      status: 'failed',
      reason: createReason('SyncFailed', {
        environment,
        detail: operation.message ?? operation.phase,
      }),
      finishedAt: now.toISOString(),
    };
  }
  if (isApplied(target)) {
    return verifyTarget(target, facts, now);
  }
  if (target.absent) {
    return {
      ...unchanged,
      reason: createReason('ApplicationMissing', { environment }),
    };
  }
  if (target.comparedHasMerge === 'unknown') {
    return {
      ...unchanged,
      reason: createReason('MergeNotCompared', { environment }),
      settling: recorded.settling,
    };
  }
  return {
    status: 'merged',
    reason: createReason(
      target.comparedHasMerge ? 'AwaitingSync' : 'AwaitingCommit',
      {
        environment,
      },
    ),
  };
}
