/**
 * The words of service delivery. Logic lives elsewhere; everything else derives from these.
 *
 * `unknown` is a state of its own everywhere: an unreachable Argo CD or Git host is never shown as
 * healthy, absent or empty.
 */

/**
 * Argo CD's answer to "is the cluster what Git says?", in its own words.
 *
 * @public
 */
export type SyncStatus = 'Synced' | 'OutOfSync' | 'Unknown';

/**
 * Argo CD's answer to "is it well?", in its own words. `Missing` also stands for an environment that
 * has no Application yet on an instance that answers.
 *
 * @public
 */
export type HealthStatus =
  | 'Healthy'
  | 'Progressing'
  | 'Suspended'
  | 'Missing'
  | 'Degraded'
  | 'Unknown';

/**
 * Phase of Argo CD's last operation on an Application.
 *
 * @public
 */
export type OperationPhase =
  | 'Running'
  | 'Succeeded'
  | 'Failed'
  | 'Error'
  | 'Terminating';

/**
 * The life of a promotion.
 *
 * - `proposed`: recorded, no pull request yet
 * - `open`: its pull request is open
 * - `merged`: merged, Argo CD has not begun to sync it (it may wait for a manual sync)
 * - `syncing`: Argo CD is applying it
 * - `verifying`: applied, waiting for health to stay Healthy for the settle time
 * - `succeeded`: the target runs the Release and stayed Healthy
 * - `rejected`: the pull request was closed without a merge
 * - `superseded`: a newer promotion to the same environment took its place, or Git no longer has what it merged
 * - `failed`: merged, but with another content or into another branch, or the sync failed, or the target became Degraded
 *
 * @public
 */
export type PromotionStatus =
  | 'proposed'
  | 'open'
  | 'merged'
  | 'syncing'
  | 'verifying'
  | 'succeeded'
  | 'rejected'
  | 'superseded'
  | 'failed';

/**
 * Promotions in these states are over. `derivePromotionStatus` says which of them may be taken up again.
 *
 * @public
 */
export const FINAL_PROMOTION_STATUSES: readonly PromotionStatus[] = [
  'succeeded',
  'rejected',
  'superseded',
  'failed',
];

/**
 * Answer of a gate. `pending` will change by itself, `failed` will not, `unknown` names a server that did not answer,
 * `skipped` had nothing to judge and holds nothing back. `overridden` would hold back, and somebody who may has decided that it
 * does not, for a time; no gate answers so by itself.
 *
 * @public
 */
export type GateStatus =
  | 'passed'
  | 'failed'
  | 'pending'
  | 'unknown'
  | 'overridden'
  | 'skipped';
