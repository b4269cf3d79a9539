import { compareReleases } from './compareReleases';
import type { OperationStatus, Release } from './types';
import type { HealthStatus, PromotionStatus, SyncStatus } from './vocabulary';

/** A failed promotion may still recover this long, so that a repaired target is not remembered as a failure. */
const RECOVERY_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * What is known about a promotion; facts only, no judgement. Leave out what is not known.
 *
 * @public
 */
export interface PromotionFacts {
  /** As recorded so far. */
  recorded: {
    status: PromotionStatus;
    reason?: string;
    release: Release;
    /** ISO times. */
    mergedAt?: string;
    finishedAt?: string;
  };
  /** What the Git host says, when it was asked. */
  pullRequest?: {
    state: 'open' | 'merged' | 'closed';
    mergedAt?: string;
  };
  /** What Argo CD says about the target environment; undefined while its instance does not answer. */
  target?: {
    sync: SyncStatus;
    health: HealthStatus;
    healthMessage?: string;
    /** ISO time since when health is what it is. */
    healthSince?: string;
    operation?: OperationStatus;
    release?: Release;
    /** Whether the commit Argo CD compares with contains the merge commit. */
    seen: boolean | 'unknown';
    /** Whether the running or last operation was for a commit that contains the merge commit. */
    operated: boolean | 'unknown';
  };
  /** How long health must stay Healthy after the sync. */
  settleMilliseconds: number;
}

/**
 * Where a promotion stands now.
 *
 * @public
 */
export interface PromotionProgress {
  status: PromotionStatus;
  reason?: string;
  mergedAt?: string;
  finishedAt?: string;
  /** ISO time at which time alone may change the answer. */
  checkAgainAt?: string;
}

type Target = NonNullable<PromotionFacts['target']>;

function latest(...times: Array<string | undefined>): number {
  return Math.max(0, ...times.map(time => (time ? Date.parse(time) : 0)));
}

function isApplied(target: Target): boolean {
  return (
    (target.sync === 'Synced' && target.seen === true) ||
    (target.operation?.phase === 'Succeeded' && target.operated === true)
  );
}

function verify(
  target: Target,
  release: Release,
  settle: { milliseconds: number; mergedAt?: string; now: Date },
): PromotionProgress {
  const { now, mergedAt, milliseconds } = settle;
  // Argo CD lists the images of pods: one of which no pod runs (scaled to zero, a job that has not begun) proves nothing.
  const changes = compareReleases(release, target.release);
  const outdated =
    changes === 'unknown' ? undefined : changes.find(change => change.from);
  if (outdated) {
    return {
      status: 'verifying',
      reason: `Argo CD does not list ${outdated.name} in the promoted version yet.`,
    };
  }
  // Argo CD's health right after a sync can be that of before it: neither good nor bad news counts before the settle time.
  const appliedAt = latest(target.operation?.finishedAt, mergedAt);
  const settledAt =
    Math.max(appliedAt, latest(target.healthSince)) + milliseconds;
  const settled = now.getTime() >= settledAt;
  const detail = target.healthMessage ? `: ${target.healthMessage}` : '';
  switch (target.health) {
    case 'Healthy':
      return settled
        ? { status: 'succeeded', finishedAt: now.toISOString() }
        : {
            status: 'verifying',
            checkAgainAt: new Date(settledAt).toISOString(),
          };
    case 'Degraded':
      return settled
        ? {
            status: 'failed',
            reason: `The environment became Degraded after the sync${detail}`,
            finishedAt: now.toISOString(),
          }
        : {
            status: 'verifying',
            reason: `Health is Degraded${detail}`,
            checkAgainAt: new Date(settledAt).toISOString(),
          };
    default:
      return {
        status: 'verifying',
        reason: `Waiting until health is Healthy; it is ${target.health}${detail}`,
      };
  }
}

function afterMerge(facts: PromotionFacts, now: Date): PromotionProgress {
  const { target, recorded } = facts;
  const mergedAt = recorded.mergedAt ?? facts.pullRequest?.mergedAt;
  const unchanged: PromotionProgress = {
    status:
      recorded.status === 'proposed' || recorded.status === 'open'
        ? 'merged'
        : recorded.status,
    reason: recorded.reason,
  };
  if (!target) {
    return { ...unchanged, reason: 'Waiting until Argo CD answers again.' };
  }
  const { operation } = target;
  if (
    (operation?.phase === 'Running' || operation?.phase === 'Terminating') &&
    target.operated !== false
  ) {
    return { status: 'syncing', reason: operation.message };
  }
  if (
    (operation?.phase === 'Failed' || operation?.phase === 'Error') &&
    target.operated === true
  ) {
    return {
      status: 'failed',
      reason: `The sync failed: ${operation.message ?? operation.phase}`,
      finishedAt: now.toISOString(),
    };
  }
  if (isApplied(target)) {
    return verify(target, recorded.release, {
      milliseconds: facts.settleMilliseconds,
      mergedAt,
      now,
    });
  }
  if (target.seen === 'unknown') {
    return unchanged;
  }
  return {
    status: 'merged',
    reason: target.seen
      ? 'Argo CD sees the change and waits for a sync.'
      : 'Argo CD has not read the merge commit yet.',
  };
}

/**
 * The life of a promotion as a pure function: from facts and the time to the status.
 *
 * `rejected`, `superseded` and `succeeded` are final. `failed` is final too, but for one day after it a new sync, or a
 * target that became Healthy on the promoted Release, takes the promotion up again (to `syncing` or `verifying`):
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
    case 'rejected':
    case 'superseded':
      return asRecorded;
    case 'failed': {
      const recoverable =
        mergedAt !== undefined &&
        now.getTime() - latest(finishedAt) < RECOVERY_MILLISECONDS;
      const progress = recoverable ? afterMerge(facts, now) : asRecorded;
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
      if (pullRequest.state === 'open') {
        return { status: 'open' };
      }
      if (pullRequest.state === 'closed') {
        return {
          status: 'rejected',
          reason: 'The pull request was closed without being merged.',
          finishedAt: now.toISOString(),
        };
      }
      return {
        ...afterMerge(facts, now),
        mergedAt: pullRequest.mergedAt ?? now.toISOString(),
      };
    case 'merged':
    case 'syncing':
    case 'verifying':
      return { ...afterMerge(facts, now), mergedAt };
    default:
      return status satisfies never;
  }
}
