import type { OperationStatus } from '../environment/EnvironmentStatus';
import type { Reason } from '../reason/Reason';
import type { Release } from '../release/Release';
import type { HealthStatus, PromotionStatus, SyncStatus } from '../vocabulary';

/**
 * A settle time that has begun. It is measured by the portal's clock alone: Argo CD's may be fast or slow.
 *
 * @public
 */
export interface PromotionSettling {
  /** ISO time by the portal's clock at which the target was first seen in this state. */
  since: string;
  /** Identifies the target's state; a different state begins a new settle time. */
  fingerprint: string;
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
    /** As {@link PromotionProgress.settling} last said. */
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
    comparedHasMerge: boolean | 'unknown';
    /** Whether the running or last operation was for a commit that contains the merge commit. */
    syncedHasMerge: boolean | 'unknown';
    /** True when Argo CD answers and has no Application for the environment. */
    absent?: boolean;
  };
  /** Why `target` is left out; without it Argo CD does not answer. */
  obstacle?: Reason;
  /** How long health must stay Healthy after the sync, in milliseconds. */
  settleMs: number;
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
  /** To be recorded and passed in the next time; absent when no settle time has begun. */
  settling?: PromotionSettling;
}
