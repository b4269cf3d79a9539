import { compareReleases } from '../release/compareReleases';
import { createReason } from '../createReason';
import type { OperationStatus } from '../environment/EnvironmentStatus';
import type { Reason } from '../reason';
import type { Release } from '../release/Release';
import type { HealthStatus, PromotionStatus, SyncStatus } from '../vocabulary';

/** A failed promotion may still recover this long, so that a repaired target is not remembered as a failure. */
const RECOVERY_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * A settle time that runs. It is measured by the portal's clock alone: that of Argo CD may be ahead or behind.
 *
 * @public
 */
export interface PromotionSettling {
  /** ISO time by the portal's clock at which this state of the target was seen first. */
  since: string;
  /** The state of the target; another state begins another settle time. */
  mark: string;
}

/**
 * What is known about a promotion; facts only, no judgement. Leave out what is not known.
 *
 * @public
 */
export interface PromotionFacts {
  /** As recorded so far. */
  recorded: {
    status: PromotionStatus;
    reason?: Reason;
    /** Name of the target environment. */
    to: string;
    release: Release;
    /** ISO times. */
    mergedAt?: string;
    finishedAt?: string;
    /** As {@link PromotionProgress.settling} said last. */
    settling?: PromotionSettling;
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
    /** True when Argo CD answers and has no Application for the environment. */
    absent?: boolean;
  };
  /** Why `target` is left out; without it Argo CD does not answer. */
  obstacle?: Reason;
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
  reason?: Reason;
  mergedAt?: string;
  finishedAt?: string;
  /** ISO time at which time alone may change the answer. */
  checkAgainAt?: string;
  /** To be recorded, and given back the next time; absent when no settle time runs. */
  settling?: PromotionSettling;
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
  { release, to: environment }: PromotionFacts['recorded'],
  settle: { milliseconds: number; recorded?: PromotionSettling; now: Date },
): PromotionProgress {
  const { now, recorded, milliseconds } = settle;
  // Argo CD lists the images of pods: one of which no pod runs (scaled to zero, a job that has not begun) proves nothing.
  const changes = compareReleases(release, target.release);
  const outdated =
    changes === 'unknown' ? undefined : changes.find(change => change.from);
  if (outdated) {
    return {
      status: 'verifying',
      reason: createReason('ImageNotRunning', {
        environment,
        image: outdated.name,
      }),
    };
  }
  // Argo CD's health right after a sync can be that of before it: neither good nor bad news counts before the settle time.
  // Argo CD's times are compared with its own earlier ones only, never with the portal's.
  const mark = [
    target.health,
    target.healthSince ?? '',
    target.operation?.finishedAt ?? '',
  ].join('|');
  const settling =
    recorded?.mark === mark ? recorded : { since: now.toISOString(), mark };
  const settledAt = Date.parse(settling.since) + milliseconds;
  const settled = now.getTime() >= settledAt;
  const { health } = target;
  const detail = target.healthMessage ? { detail: target.healthMessage } : {};
  const checkAgainAt = new Date(settledAt).toISOString();
  switch (health) {
    case 'Healthy':
      return settled
        ? { status: 'succeeded', finishedAt: now.toISOString() }
        : { status: 'verifying', settling, checkAgainAt };
    case 'Degraded':
      return settled
        ? {
            status: 'failed',
            reason: createReason('TargetDegraded', { environment, ...detail }),
            finishedAt: now.toISOString(),
          }
        : {
            status: 'verifying',
            reason: createReason(
              'AwaitingHealth',
              { environment, health, ...detail },
              { changesAt: checkAgainAt },
            ),
            settling,
            checkAgainAt,
          };
    default:
      return {
        status: 'verifying',
        reason: createReason('AwaitingHealth', {
          environment,
          health,
          ...detail,
        }),
      };
  }
}

function afterMerge(facts: PromotionFacts, now: Date): PromotionProgress {
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
    target.operated !== false
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
    target.operated === true
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
    return verify(target, recorded, {
      milliseconds: facts.settleMilliseconds,
      recorded: recorded.settling,
      now,
    });
  }
  if (target.absent) {
    return {
      ...unchanged,
      reason: createReason('ApplicationMissing', { environment }),
    };
  }
  if (target.seen === 'unknown') {
    return {
      ...unchanged,
      reason: createReason('MergeNotCompared', { environment }),
      settling: recorded.settling,
    };
  }
  return {
    status: 'merged',
    reason: createReason(target.seen ? 'AwaitingSync' : 'AwaitingCommit', {
      environment,
    }),
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
          reason: createReason('PullRequestClosed', {}),
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
