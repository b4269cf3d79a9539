import type { Deployment } from '../deployment/Deployment';
import type { GateResult } from '../gate/GateResult';
import type { ClusterChanges } from '../promotion/ClusterChanges';
import type { Promotion } from '../promotion/Promotion';
import type { FileChange } from '../promotion/PromotionPreview';
import type { Reason } from '../reason/Reason';
import type { CommitSummary } from '../release/CommitSummary';
import type { ImageChange, Release } from '../release/Release';
import type { RollbackScope } from './RollbackDetails';
import type { RolledBackRelease } from './RolledBackRelease';

/**
 * Body of a request to roll an environment back by a pull request.
 *
 * @public
 */
export interface RollbackRequest {
  environment: string;
  /** Id of the Deployment to that environment whose Release is to run again. */
  deployment: string;
  scope: RollbackScope;
  /** Why, in the person's own words. Required where {@link RollbackPreview.reasonRequired} says so. */
  reason?: string;
}

/**
 * A Release that an environment ran before, and may run again.
 *
 * @public
 */
export interface RollbackCandidate {
  /** The newest Deployment of the Release to the environment. */
  deployment: Deployment;
  /** Set when the Release was itself rolled back there. */
  rolledBack?: RolledBackRelease;
}

/**
 * How an environment can be rolled back in Argo CD, past Git.
 *
 * - `rollback`: Argo CD's own rollback to an entry of its history
 * - `sync`: a sync to the commit of that Deployment, which is no longer in Argo CD's history
 *
 * @public
 */
export type EmergencyMethod = 'rollback' | 'sync';

/**
 * What a rollback would do, and whether it may.
 *
 * @public
 */
export interface RollbackPreview {
  entityRef: string;
  environment: string;
  scope: RollbackScope;
  /** The Deployment whose Release would run again. */
  deployment: Deployment;
  /** Commit all of this was read at. */
  baseCommit: string;
  changes: ImageChange[];
  files: FileChange[];
  /** What that changes in the cluster; left out where nothing is written. */
  clusterChanges?: ClusterChanges;
  /** Commits to the service's files since that Deployment, newest first. */
  commits: CommitSummary[];
  /** False when there are more. */
  commitsComplete: boolean;
  /** What `everything` would change beyond `versions`. Empty when nothing else has changed since. */
  otherChanges: FileChange[];
  /** What may go wrong though nothing forbids it, such as a database schema that the earlier Release does not know. */
  warnings: Reason[];
  /** Answers of the gates that concern the way back. One that has not passed asks for a reason, and blocks nothing. */
  gates: GateResult[];
  /** Why a reason must be given; empty when none is required. */
  reasonRequired: Reason[];
  /** An open rollback to the same Release: opening again leads to it. */
  existing?: Promotion;
  /** True when confirming will open (or find) a pull request, with a reason where `reasonRequired` asks for one. */
  canOpen: boolean;
  /** Why not; only when `canOpen` is false. */
  reason?: Reason;
  /** How Argo CD could roll back at once, past Git, or why it would refuse. Left out where the viewer may not. */
  emergency?: { method: EmergencyMethod } | { problem: Reason };
}

/**
 * Body of a request to roll back in Argo CD at once, past Git.
 *
 * @public
 */
export interface EmergencyRollbackRequest {
  /** Id of the Deployment to that environment whose Release is to run again. */
  deployment: string;
  /** Why, in the person's own words. */
  reason: string;
}

/**
 * A rollback that was made in Argo CD, past Git, and the pull request that makes Git agree. Times are ISO 8601.
 *
 * - `requested`: Argo CD is being asked, has not finished, or its answer was lost: its history does not show it yet
 * - `applied`: Argo CD deployed the earlier Release, and Git does not name it yet
 * - `refused`: Argo CD did not do it; see `problem`
 * - `settled`: Git agrees: Argo CD compares with a commit that names the Release, as after the merge of the pull request
 * - `overruled`: something else was deployed since
 *
 * @public
 */
export interface EmergencyRollback {
  id: string;
  entityRef: string;
  environment: string;
  /** Id of the Deployment whose Release runs again. */
  deployment: string;
  release?: Release;
  method: EmergencyMethod;
  status: 'requested' | 'applied' | 'refused' | 'settled' | 'overruled';
  problem?: Reason;
  /** Entity ref of the person. */
  by: string;
  reason: string;
  requestedAt: string;
  /** Id of the rollback whose pull request makes Git agree; left out until it was opened, which is retried. */
  promotion?: string;
}

/**
 * The past of an environment, as far as its stop shows it.
 *
 * @public
 */
export interface EnvironmentHistory {
  environment: string;
  /** What was deployed last. */
  current?: Deployment;
  /** The newest Deployment before it that ran another Release and was not rolled back: where "Roll back" leads. */
  previous?: Deployment;
  /** A rollback that is under way; else the last one if it failed. */
  rollback?: Promotion;
  /** While what runs was rolled back past Git, and Git does not agree yet. */
  emergency?: EmergencyRollback;
}

/**
 * What a person does about a canary: `abort` gives all traffic back to the stable version, `retry` begins an aborted one again,
 * `resume` ends the pause that it is in, `skip-current-step` goes on to the step after, and `promote-full` leaves out all that are
 * left.
 *
 * @public
 */
export type RolloutAction =
  | 'abort'
  | 'retry'
  | 'resume'
  | 'skip-current-step'
  | 'promote-full';

/**
 * Actions that leave out steps of a canary, with the pauses and analyses that would have judged the new version. They need
 * `delivery.rollout.bypass`, the others `delivery.rollout.update`.
 *
 * @public
 */
export const ROLLOUT_BYPASSES: readonly RolloutAction[] = [
  'skip-current-step',
  'promote-full',
];

/**
 * Body of a request to act on a canary.
 *
 * @public
 */
export interface RolloutActionRequest {
  action: RolloutAction;
  /**
   * The step that the person saw, from 0: refused when the canary is at another by now. Required for what has a canary go
   * forward: `resume`, `skip-current-step` and `promote-full`.
   */
  step?: number;
  /**
   * {@link RolloutProgress.podHash} of the version that the person saw: refused when another one is tried by now, which may be at
   * the same step. Required where `step` is.
   */
  podHash?: string;
}
