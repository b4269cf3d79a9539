import type { Reason } from '../reason/Reason';
import type { ImageChange, Release } from '../release/Release';
import type { PromotionStatus } from '../vocabulary';

/**
 * A pull request at the Git host.
 *
 * @public
 */
export interface PromotionPullRequest {
  number: number;
  url: string;
  title: string;
}

/**
 * The record of a promotion.
 *
 * @public
 */
export interface Promotion {
  id: string;
  entityRef: string;
  from: string;
  to: string;
  changes: ImageChange[];
  release: Release;
  status: PromotionStatus;
  /** Always there when status is `failed`, `rejected` or `superseded`. */
  reason?: Reason;
  pullRequest?: PromotionPullRequest;
  /** Commit the edit was read at and is parented on. */
  baseCommit: string;
  mergeCommit?: string;
  /** Entity ref of the user who asked. */
  requestedBy: string;
  createdAt: string;
  updatedAt: string;
  mergedAt?: string;
  finishedAt?: string;
}
