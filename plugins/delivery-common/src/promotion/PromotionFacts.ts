import type {
  EnvironmentStatus,
  OperationStatus,
} from '../environment/EnvironmentStatus';
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
 * What Argo CD says about the environment that a promotion goes to. `unknown` where a commit cannot be compared.
 *
 * @public
 */
export interface PromotionTargetFacts {
  sync: SyncStatus;
  health: HealthStatus;
  healthReason?: Reason;
  /** ISO time since when health is what it is. */
  healthSince?: string;
  operation?: OperationStatus;
  /** What runs as the stable version. */
  release?: Release;
  /** Several versions of an image run, and it is not known which of them is the stable one. */
  mixed?: true;
  canary?: EnvironmentStatus['canary'];
  /** What keeps Argo CD from comparing or syncing. */
  syncReason?: Reason;
  /** Whether the commit Argo CD compares with contains the merge commit. */
  comparedHasMerge: boolean | 'unknown';
  /** Whether the running or last operation is for a commit that contains the merge commit. */
  operationHasMerge: boolean | 'unknown';
  /**
   * Whether the last whole, real sync was of a commit that contains the merge commit. It alone proves a deployment: dry
   * runs and partial syncs replace the operation and deploy nothing, or not everything.
   */
  deployedHasMerge: boolean | 'unknown';
  /**
   * Whether the commit of the last whole, real sync names the promoted Release though it does not contain the merge, as after a
   * rollback in Argo CD; left out where that decides nothing.
   */
  deployedHasRelease?: boolean | 'unknown';
  /** Whether Git names the promoted Release for the environment, at the commit that was deployed last, else at the compared one. */
  gitHasRelease: boolean | 'unknown';
  /** Argo CD went back to a commit that it had deployed before: only a rollback in Argo CD does that. */
  rolledBack?: true;
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
    /** Why it had better not be merged as it is; only of an open one. */
    reason?: Reason;
  };
  /** What was merged otherwise, or elsewhere, than promised; left out when it is as promised. Only asked for what is merged. */
  mergedOtherwise?: Reason;
  /** What Argo CD says about the target environment; undefined while nothing is known that is true now. */
  target?: PromotionTargetFacts;
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
