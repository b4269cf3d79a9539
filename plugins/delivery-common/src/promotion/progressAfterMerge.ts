import { createReason } from '../reason/createReason';
import type {
  PromotionFacts,
  PromotionProgress,
  PromotionTargetFacts,
} from './PromotionFacts';
import { verifyTarget } from './verifyTarget';

/** The operation that applies the promotion: a whole, real sync of a commit that contains the merge, or may contain it. */
function ownOperation({ operation, operationHasMerge }: PromotionTargetFacts) {
  return operation?.kind === 'sync' && operationHasMerge !== false
    ? operation
    : undefined;
}

/**
 * Whether nothing is left to sync: what was deployed last is the promoted Release, and Argo CD finds no difference from a commit
 * that contains the merge. Whoever merges what a rollback in Argo CD did already waits for no sync.
 */
function wasDeployedBefore({
  sync,
  comparedHasMerge,
  deployedHasRelease,
}: PromotionTargetFacts): boolean {
  return (
    sync === 'Synced' &&
    comparedHasMerge === true &&
    deployedHasRelease === true
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
  if (target.gitHasRelease === false) {
    return {
      status: 'superseded',
      reason: createReason('PromotionUndone', { environment }),
      finishedAt: now.toISOString(),
    };
  }
  if (target.deployedHasMerge === true) {
    return verifyTarget(target, facts, now);
  }
  const operation = ownOperation(target);
  if (operation?.phase === 'Running' || operation?.phase === 'Terminating') {
    const detail = operation.message;
    return {
      status: 'syncing',
      ...(detail
        ? {
            reason: createReason(
              operation.retrying ? 'SyncRetrying' : 'Syncing',
              { environment, detail },
            ),
          }
        : {}),
    };
  }
  if (
    (operation?.phase === 'Failed' || operation?.phase === 'Error') &&
    target.operationHasMerge === true
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
  if (wasDeployedBefore(target)) {
    return verifyTarget(target, facts, now);
  }
  return waitForSync(target, environment, unchanged, recorded.settling);
}

/** Why a merge is not deployed although no operation of its own runs or failed. */
function waitForSync(
  target: PromotionTargetFacts,
  environment: string,
  unchanged: PromotionProgress,
  settling: PromotionProgress['settling'],
): PromotionProgress {
  if (target.syncReason) {
    return { ...unchanged, reason: target.syncReason, settling };
  }
  if (
    target.comparedHasMerge === 'unknown' ||
    target.deployedHasMerge === 'unknown'
  ) {
    return {
      ...unchanged,
      reason: createReason('MergeNotCompared', { environment }),
      settling,
    };
  }
  if (!target.comparedHasMerge) {
    return {
      status: 'merged',
      reason: createReason('AwaitingCommit', { environment }),
    };
  }
  return {
    status: 'merged',
    reason: createReason(
      target.rolledBack ? 'RolledBackOutsideGit' : 'AwaitingSync',
      { environment },
    ),
  };
}
