import type { GateResult } from '../gate/GateResult';
import type { Reason } from '../reason/Reason';
import type { ChosenRelease } from './ChosenRelease';
import type { ImageChange, Release } from '../release/Release';
import type { RollbackDetails } from '../rollback/RollbackDetails';
import type { PromotionStatus } from '../vocabulary';
import type { PromotionOverride } from './PromotionOverride';

/**
 * What a check or commit status says, and what all of a pull request say together.
 *
 * @public
 */
export type CheckState = 'passed' | 'failed' | 'pending';

/**
 * The checks and commit statuses at the head of a pull request, as the Git host tells them.
 *
 * @public
 */
export interface PromotionChecks {
  /** `failed` when one failed, else `pending` while one has not finished. */
  state: CheckState;
  items: Array<{
    name: string;
    state: CheckState;
    /** Address for people. */
    url?: string;
    /** The Git host merges only when it has passed. One that has not begun is `pending`. */
    required?: true;
  }>;
}

/**
 * What several checks say together.
 *
 * @public
 */
export function checksState(
  items: Array<{ state: CheckState }>,
): PromotionChecks['state'] {
  const has = (state: CheckState) => items.some(item => item.state === state);
  const unfinished = has('pending') ? 'pending' : 'passed';
  return has('failed') ? 'failed' : unfinished;
}

/**
 * A pull request at the Git host. What is left out is not known.
 *
 * @public
 */
export interface PromotionPullRequest {
  number: number;
  url: string;
  title: string;
  /** As the host said at `asOf`. */
  state?: 'open' | 'merged' | 'closed';
  /** The branch no longer points at the commit that the portal made: somebody pushed to it. */
  headMoved?: {
    /** Where it points. */
    commit: string;
    /** Who wrote that commit, as the host names people; whoever pushed it may be somebody else. */
    by?: string;
  };
  /** It is to be merged, or was merged, into another branch than it was opened for. */
  retargeted?: { base: string; expected: string };
  /** False when the host says that the branches conflict. */
  mergeable?: boolean;
  /** Paths of the files that keep it from being merged, where they are known. */
  conflicts?: string[];
  /** The portal's token may not see the checks, or which of them are required. */
  checksUnknown?: true;
  /** Left out when there are none. */
  checks?: PromotionChecks;
  /** What reviewers said last; left out where the policy names no groups that have to approve, and when there are none. */
  reviews?: PromotionReview[];
  /** The portal's token may not see the reviews. */
  reviewsUnknown?: true;
  /** What the gates say while it is open; left out before they were asked again. */
  gates?: {
    /** `overridden`: none holds it back, though at least one does so only because somebody has overridden it. */
    state: CheckState | 'unknown' | 'overridden';
    /** Why it had better not be merged now; left out when `state` is `passed` or `overridden`. */
    reason?: Reason;
    /** The answers that hold it back, and those that would and are overridden; left out when there are none. */
    held?: GateResult[];
    /** ISO time at which one of them will answer otherwise by itself, the first that is known. */
    changesAt?: string;
    /** The portal merges it by itself once they all pass: the promotion policy says so. */
    direct?: true;
    /** ISO time. */
    asOf: string;
  };
  /** ISO time at which the host was asked. */
  asOf?: string;
}

/**
 * What somebody said last who reviews a pull request at the Git host.
 *
 * @public
 */
export interface PromotionReview {
  /** At the Git host. */
  login: string;
  state: 'approved' | 'changes-requested' | 'dismissed';
  /** The commit that was looked at. */
  commit: string;
  /** ISO time. */
  at: string;
  /** Entity ref of the person; left out of bots, and where the catalog knows nobody by this login: it does not count. */
  by?: string;
  /** Entity refs of the person's groups. */
  groups?: string[];
  /** The person wrote what the promotion brings: it does not count. */
  isAuthor?: true;
}

/**
 * Somebody's approval of a promotion.
 *
 * @public
 */
export interface PromotionApproval {
  /** Entity ref of the person. */
  by: string;
  /** ISO time. */
  at: string;
  /** The commit that was approved: the head of the pull request then. */
  commit: string;
  /** In the person's own words. */
  reason?: string;
  /** Entity refs of the groups that have to approve and that the person was a member of then; left out when there are none. */
  groups?: string[];
  /** It is a review at the Git host; left out of what was given in the portal. */
  source?: 'git-host';
}

/**
 * Whether a promotion was approved by all who have to, as far as its pull request still holds what was approved:
 *
 * - `awaited`: not yet, and it is not merged
 * - `approved`
 * - `requester-may-approve`: whoever asked for it may approve, so that nobody else needs to
 * - `overridden`: somebody who may has decided that it goes without the approvals that are missing
 * - `missing`: it was merged, and nobody had approved what was merged
 *
 * @public
 */
export type PromotionApprovalState =
  | 'awaited'
  | 'approved'
  | 'requester-may-approve'
  | 'overridden'
  | 'missing';

/**
 * Body of an approval.
 *
 * @public
 */
export interface ApprovalRequest {
  /** The head of the pull request, as the person has seen it: the full hash. */
  commit: string;
  reason?: string;
}

/**
 * Why the portal opened a promotion by itself.
 *
 * @public
 */
export interface AutomaticOpening {
  /** The rule of the promotion policy that says so: `delivery.promotion.policy[2]` of app-config, `spec.promotion.rules[0]` of service.yaml. */
  rule: string;
  /** ISO time since when the Release was verified healthy where it comes from. */
  healthySince: string;
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
  /** Left out while it is not known whether there is one; `reason` then says so. */
  pullRequest?: PromotionPullRequest;
  /** Branch of the pull request. */
  branch: string;
  /** The commit that the portal made for the pull request. */
  headCommit?: string;
  /** Commit the edit was read at and is parented on. */
  baseCommit: string;
  mergeCommit?: string;
  /** Who asked: entity ref of a user, or `external:` and the subject of a token, or `plugin:` and the id of a plugin. */
  requestedBy: string;
  /** Left out where no approval is required: the environment is not protected, or the promotion was closed. */
  approvalState?: PromotionApprovalState;
  /** So many different people, and a member of each group (entity refs); left out where no approval is required. */
  requiredApprovals?: { count: number; groups: string[] };
  /** So many more people, and members of these groups; left out where nobody is missing. */
  missingApprovals?: { count: number; groups: string[] };
  /** In the order they were given; they count only while `approvalState` is `approved`. Left out when there are none. */
  approvals?: PromotionApproval[];
  /** Where the Release was chosen from; left out when it is what Git named for `from`. */
  chosen?: ChosenRelease;
  /** In the order they were given; those that have expired are kept. Left out when there are none. */
  overrides?: PromotionOverride[];
  /** Set when it is a rollback. */
  rollback?: RollbackDetails;
  /** Set when the portal opened it by itself. */
  automatic?: AutomaticOpening;
  /** Why it was asked for, in the person's own words. */
  requestReason?: string;
  /** Id of the {@link Train} that it was opened with. */
  train?: string;
  /** Its pull request brings other services of the train too: they are merged and closed together. */
  sharesPullRequest?: true;
  createdAt: string;
  updatedAt: string;
  mergedAt?: string;
  finishedAt?: string;
}
