import { createHash, randomUUID } from 'node:crypto';
import {
  AutomaticOpening,
  ChosenRelease,
  createReason,
  isReasonCode,
  Promotion,
  PromotionApproval,
  PromotionOverride,
  PromotionPullRequest,
  PromotionSettling,
  PromotionStatus,
  Reason,
  RequiredApprovals,
  RollbackDetails,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  FileEdit,
  GitLocation,
} from '@stonegarden/backstage-plugin-delivery-node';

/** What the commit and the pull request of a promotion are made from. */
export interface PromotionIntent {
  /** Branch to merge into. */
  baseBranch: string;
  edits: FileEdit[];
  /** Title of the pull request and first line of the commit message. */
  title: string;
  /** Markdown. */
  body: string;
  trailers: Record<string, string>;
  author?: { name: string; email: string };
}

/** What was told of a promotion beside its pull request, so that it is not told again. */
export interface AlreadyTold {
  /** Markers of comments at the Git host. */
  comments?: string[];
  /** Commit and answer of the last commit status at the Git host. */
  status?: string;
  /** Labels that were written. */
  labels?: string[];
  /** Who was asked for a review at the Git host; empty when there was nobody to ask. */
  reviewers?: string[];
  /** What people were notified of by versions that had no table for it, by the key of the notice. */
  notices?: string[];
}

/** A promotion with what only this backend needs to know. */
export interface PromotionRecord
  extends Omit<Promotion, 'requiredApprovals' | 'missingApprovals'> {
  target: { cluster: string; namespace: string };
  /** Hash of the promoted Release. */
  releaseKey: string;
  /** Address of the service's folder at the Git host. */
  sourceUrl: string;
  /** `host/owner/name`. */
  repository: string;
  settling?: PromotionSettling;
  /** Missing in what was recorded before there were intents. */
  intent?: PromotionIntent;
  told: AlreadyTold;
  /** Who has to approve: by the policy when it was opened, or by a stricter one since. Undefined in what was recorded before that. */
  requiredApprovals?: RequiredApprovals;
  /** Somebody has to approve. Undefined in what was merged before that was recorded. */
  requiresApproval?: boolean;
  /** What gates said that asked for its reason. Undefined without one, and in what was recorded before that was. */
  reasonGivenFor?: Reason[];
  /** Whoever asked for it may approve promotions to the target themselves. */
  requesterMayApprove?: boolean;
  /** The same for all promotions that one pull request brings; undefined for one that has its own. */
  sharedId?: string;
  /** Of a pull request that several share: commit and answer of the last commit status at the Git host, or the run that writes it. */
  sharedStatus?: string;
}

/** A promotion that is about to be proposed. */
export type NewPromotion = Pick<
  PromotionRecord,
  | 'entityRef'
  | 'from'
  | 'to'
  | 'target'
  | 'releaseKey'
  | 'changes'
  | 'release'
  | 'sourceUrl'
  | 'repository'
  | 'baseCommit'
  | 'requestedBy'
  | 'branch'
  | 'chosen'
  | 'requiresApproval'
  | 'requesterMayApprove'
  | 'requiredApprovals'
  | 'rollback'
  | 'automatic'
  | 'requestReason'
  | 'reasonGivenFor'
  | 'train'
  | 'sharedId'
  | 'overrides'
> & { intent: PromotionIntent };

/** A repository as records name it: `host/owner/name`. */
export function repositoryKey(repository: GitLocation['repository']): string {
  const { host, owner, name } = repository;
  return `${host}/${owner}/${name}`;
}

/** The portal opens a promotion of a Release to an environment by itself once: a unique key sees to it. */
export function automaticKey({
  entityRef,
  to,
  releaseKey,
}: Pick<PromotionRecord, 'entityRef' | 'to' | 'releaseKey'>): string {
  return createHash('sha256')
    .update([entityRef, to, releaseKey].join('\n'))
    .digest('hex');
}

/** A row of the table `promotions`. */
export interface PromotionRow {
  id: string;
  entity_ref: string;
  from_environment: string;
  to_environment: string;
  target_cluster: string;
  target_namespace: string;
  release_key: string;
  active_key: string | null;
  changes: string;
  release: string;
  status: PromotionStatus;
  /** The reason's message: for people who read the table, and for codes of other versions. */
  reason: string | null;
  reason_code: string | null;
  /** JSON. */
  reason_params: string | null;
  reason_changes_at: string | null;
  source_url: string;
  repository: string;
  base_commit: string;
  pull_request_number: number | null;
  pull_request_url: string | null;
  pull_request_title: string | null;
  merge_commit: string | null;
  requested_by: string;
  created_at: string;
  updated_at: string;
  merged_at: string | null;
  finished_at: string | null;
  settling_since: string | null;
  settling_mark: string | null;
  branch: string | null;
  base_branch: string | null;
  /** JSON of a {@link PromotionIntent} without its `baseBranch`. */
  intent: string | null;
  head_commit: string | null;
  /** JSON of a pull request without number, address and title. */
  pull_request_facts: string | null;
  /** JSON of {@link AlreadyTold}. */
  told: string | null;
  lease_holder: string | null;
  lease_until: string | null;
  /** SQLite has no booleans: it keeps 0 and 1. */
  requires_approval: boolean | 0 | 1 | null;
  requester_may_approve: boolean | 0 | 1 | null;
  /** JSON of {@link PromotionApproval}s. */
  approvals: string | null;
  /** JSON of {@link RequiredApprovals}. */
  required_approvals: string | null;
  /** JSON of a {@link ChosenRelease}; null for what Git named for the source. */
  chosen_release: string | null;
  /** JSON of {@link PromotionOverride}s. */
  overrides: string | null;
  /** JSON of {@link RollbackDetails}; null for a promotion. */
  rollback: string | null;
  request_reason: string | null;
  /** JSON of {@link Reason}s; null for everything. */
  reason_given_for: string | null;
  /** Of an automatic rollback: the promotion that failed. */
  automatic_for: string | null;
  /** JSON of an {@link AutomaticOpening}; null for what somebody asked for. */
  automatic: string | null;
  /** By {@link automaticKey}; null for what somebody asked for. */
  automatic_key: string | null;
  train_id: string | null;
  shared_id: string | null;
  shared_status: string | null;
}

type ReasonColumns = Pick<
  PromotionRow,
  'reason' | 'reason_code' | 'reason_params' | 'reason_changes_at'
>;

/** A reason as it is written. */
export function toReasonColumns(reason: Reason | undefined): ReasonColumns {
  return {
    reason: reason?.message ?? null,
    reason_code: reason?.code ?? null,
    reason_params: reason ? JSON.stringify(reason.params) : null,
    reason_changes_at: reason?.changesAt ?? null,
  };
}

/** A pull request as it is written. */
export function toPullRequestColumns({
  number,
  url,
  title,
  ...facts
}: PromotionPullRequest): Partial<PromotionRow> {
  return {
    pull_request_number: number,
    pull_request_url: url,
    pull_request_title: title,
    pull_request_facts: JSON.stringify(facts),
  };
}

/** The row of a promotion for which nothing was asked of the Git host yet. */
export function newPromotionRow(
  promotion: NewPromotion,
  activeKey: string,
): PromotionRow {
  const now = new Date().toISOString();
  const { baseBranch, ...intent } = promotion.intent;
  return {
    id: randomUUID(),
    entity_ref: promotion.entityRef,
    from_environment: promotion.from,
    to_environment: promotion.to,
    target_cluster: promotion.target.cluster,
    target_namespace: promotion.target.namespace,
    release_key: promotion.releaseKey,
    active_key: activeKey,
    changes: JSON.stringify(promotion.changes),
    release: JSON.stringify(promotion.release),
    status: 'proposed',
    ...toReasonColumns(undefined),
    source_url: promotion.sourceUrl,
    repository: promotion.repository,
    base_commit: promotion.baseCommit,
    pull_request_number: null,
    pull_request_url: null,
    pull_request_title: null,
    merge_commit: null,
    requested_by: promotion.requestedBy,
    created_at: now,
    updated_at: now,
    merged_at: null,
    finished_at: null,
    settling_since: null,
    settling_mark: null,
    branch: promotion.branch,
    base_branch: baseBranch,
    intent: JSON.stringify(intent),
    head_commit: null,
    pull_request_facts: null,
    told: null,
    lease_holder: null,
    lease_until: null,
    requires_approval: promotion.requiresApproval ?? null,
    requester_may_approve: promotion.requesterMayApprove ?? null,
    approvals: null,
    required_approvals: promotion.requiredApprovals
      ? JSON.stringify(promotion.requiredApprovals)
      : null,
    chosen_release: promotion.chosen ? JSON.stringify(promotion.chosen) : null,
    overrides: promotion.overrides ? JSON.stringify(promotion.overrides) : null,
    rollback: promotion.rollback ? JSON.stringify(promotion.rollback) : null,
    request_reason: promotion.requestReason ?? null,
    reason_given_for: promotion.reasonGivenFor
      ? JSON.stringify(promotion.reasonGivenFor)
      : null,
    automatic_for: promotion.rollback?.automaticFor ?? null,
    automatic: promotion.automatic ? JSON.stringify(promotion.automatic) : null,
    automatic_key: promotion.automatic ? automaticKey(promotion) : null,
    train_id: promotion.train ?? null,
    shared_id: promotion.sharedId ?? null,
    shared_status: null,
  };
}

/** What was recorded without a code, or under one of another version, keeps its sentence. */
function toReason(row: ReasonColumns): Reason | undefined {
  const { reason, reason_code: code, reason_params: params } = row;
  if (code === null || params === null || !isReasonCode(code)) {
    return reason === null
      ? undefined
      : createReason('Recorded', { text: reason });
  }
  return createReason(code, JSON.parse(params), {
    changesAt: row.reason_changes_at ?? undefined,
  });
}

function toBoolean(value: boolean | 0 | 1 | null): boolean | undefined {
  return value === null ? undefined : Boolean(value);
}

function toApprovals(text: string | null): PromotionApproval[] | undefined {
  return text === null ? undefined : JSON.parse(text);
}

function toOverrides(text: string | null): PromotionOverride[] | undefined {
  return text === null ? undefined : JSON.parse(text);
}

function toRequiredApprovals(
  text: string | null,
): RequiredApprovals | undefined {
  return text === null ? undefined : JSON.parse(text);
}

function toReasons(text: string | null): Reason[] | undefined {
  return text === null ? undefined : JSON.parse(text);
}

function toChosen(text: string | null): ChosenRelease | undefined {
  return text === null ? undefined : JSON.parse(text);
}

function toRollback(text: string | null): RollbackDetails | undefined {
  return text === null ? undefined : JSON.parse(text);
}

function toAutomatic(text: string | null): AutomaticOpening | undefined {
  return text === null ? undefined : JSON.parse(text);
}

/** A row as the record that the rest of this backend works with. */
export function toPromotionRecord(row: PromotionRow): PromotionRecord {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    from: row.from_environment,
    to: row.to_environment,
    target: { cluster: row.target_cluster, namespace: row.target_namespace },
    releaseKey: row.release_key,
    sourceUrl: row.source_url,
    repository: row.repository,
    changes: JSON.parse(row.changes),
    release: JSON.parse(row.release),
    status: row.status,
    reason: toReason(row),
    pullRequest:
      row.pull_request_number !== null
        ? {
            number: row.pull_request_number,
            url: row.pull_request_url ?? '',
            title: row.pull_request_title ?? '',
            ...(row.pull_request_facts
              ? JSON.parse(row.pull_request_facts)
              : {}),
          }
        : undefined,
    branch: row.branch ?? '',
    headCommit: row.head_commit ?? undefined,
    intent:
      row.intent !== null && row.base_branch !== null
        ? { baseBranch: row.base_branch, ...JSON.parse(row.intent) }
        : undefined,
    told: row.told ? JSON.parse(row.told) : {},
    baseCommit: row.base_commit,
    mergeCommit: row.merge_commit ?? undefined,
    requestedBy: row.requested_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    mergedAt: row.merged_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    settling:
      row.settling_since !== null && row.settling_mark !== null
        ? { since: row.settling_since, fingerprint: row.settling_mark }
        : undefined,
    requiresApproval: toBoolean(row.requires_approval),
    requesterMayApprove: toBoolean(row.requester_may_approve),
    approvals: toApprovals(row.approvals),
    overrides: toOverrides(row.overrides),
    requiredApprovals: toRequiredApprovals(row.required_approvals),
    chosen: toChosen(row.chosen_release),
    rollback: toRollback(row.rollback),
    automatic: toAutomatic(row.automatic),
    requestReason: row.request_reason ?? undefined,
    reasonGivenFor: toReasons(row.reason_given_for),
    ...(row.train_id ? { train: row.train_id } : {}),
    ...(row.shared_id ? { sharedId: row.shared_id } : {}),
    ...(row.shared_status ? { sharedStatus: row.shared_status } : {}),
  };
}
