import { NotAllowedError } from '@backstage/errors';
import {
  type ApprovalRequest,
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  GitHosts,
  withDeadline,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import { findCommitAuthor } from './findCommitAuthor';
import type { PromotionReconciler } from './PromotionReconciler';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';
import { isSameApproval } from './recordApproval';
import { refusedBecause } from './refusedBecause';
import { isApprovalRequired, requiredApprovalsOf } from './tallyApprovals';

/** For asking the Git host what the pull request holds now. */
const DEADLINE_MS = 20_000;

function notApproved(reason: Reason): Error {
  return refusedBecause(reason, 'Nothing was approved.');
}

function notOpen({ to }: PromotionRecord): Error {
  return notApproved(createReason('PromotionNotOpen', { environment: to }));
}

/** Who approves. */
export interface Approver {
  /** Entity ref of the user. */
  ref: string;
  /** Entity refs of the groups that they are a member of now. */
  groups: string[];
  /** Names and logins that commits may name them by. */
  names: string[];
}

/** Approves promotions that need it. Permissions are checked before it is asked. */
export class PromotionApprover {
  readonly #store: Pick<PromotionStore, 'approve' | 'get'>;
  readonly #deployments: Pick<DeploymentStore, 'list'>;
  readonly #hosts: GitHosts;
  readonly #reconciler: Pick<PromotionReconciler, 'reconcile'>;
  readonly #onChange: (entityRef: string) => void;

  constructor(options: {
    store: Pick<PromotionStore, 'approve' | 'get'>;
    deployments: Pick<DeploymentStore, 'list'>;
    hosts: GitHosts;
    reconciler: Pick<PromotionReconciler, 'reconcile'>;
    /** Called with the entity ref of a service of which a promotion was approved. */
    onChange(entityRef: string): void;
  }) {
    this.#store = options.store;
    this.#deployments = options.deployments;
    this.#hosts = options.hosts;
    this.#reconciler = options.reconciler;
    this.#onChange = options.onChange;
  }

  /**
   * Records that a person approves what the pull request holds now, has the gates judged again, and returns the promotion as it
   * is then. Approving the same commit twice does it once; `created` is then false.
   *
   * @throws NotAllowedError for whoever asked for the promotion; ConflictError for whoever wrote what it brings, and when it is not
   * open, needs no approval, or its pull request holds another commit than the one that was seen
   */
  async approve(
    record: PromotionRecord,
    { commit, reason }: ApprovalRequest,
    approver: Approver,
  ): Promise<{ promotion: PromotionRecord; created: boolean }> {
    const by = approver.ref;
    if (
      record.approvals?.some(known => isSameApproval(known, { by, commit }))
    ) {
      return { promotion: record, created: false };
    }
    if (by === record.requestedBy) {
      throw new NotAllowedError(
        `${by} asked for this promotion, and nobody approves their own. Ask somebody else who may approve promotions to ${record.to}.`,
      );
    }
    if (record.status !== 'open') {
      throw notOpen(record);
    }
    if (!isApprovalRequired(requiredApprovalsOf(record))) {
      throw notApproved(
        createReason('NotProtected', { environment: record.to }),
      );
    }
    await this.#checkAuthor(record, approver);
    await this.#checkHead(record, commit);
    const approved = await this.#store.approve(record.id, {
      by,
      at: new Date().toISOString(),
      commit,
      ...(reason ? { reason } : {}),
      ...(approver.groups.length > 0 ? { groups: approver.groups } : {}),
    });
    if (!approved) {
      throw notOpen((await this.#store.get(record.id)) ?? record);
    }
    // The gates, the commit status and the pages follow at once.
    const promotion = await this.#reconciler.reconcile(
      approved.record,
      'pull-request',
    );
    this.#onChange(record.entityRef);
    return { promotion, created: approved.created };
  }

  /**
   * Nobody approves what they wrote: the commit that brought the promoted Release to the environment it comes from, also where
   * another Release has come there since. Nobody can be excluded where the record has no author of it.
   */
  async #checkAuthor(
    record: PromotionRecord,
    { names }: Approver,
  ): Promise<void> {
    const author = (
      await findCommitAuthor(this.#deployments, record)
    )?.toLocaleLowerCase('en-US');
    if (names.some(name => name.toLocaleLowerCase('en-US') === author)) {
      throw notApproved(
        createReason('ApprovalByAuthor', { environment: record.to }),
      );
    }
  }

  /** The Git host says what the pull request holds now; what is recorded may be a minute old. */
  async #checkHead(record: PromotionRecord, commit: string): Promise<void> {
    const { headCommit, pullRequest, sourceUrl } = record;
    const pull =
      pullRequest &&
      (await withDeadline(DEADLINE_MS, async () => {
        const { pullRequests } = await this.#hosts.resolve(sourceUrl);
        return pullRequests.status(pullRequest.number);
      }));
    if (!pull || pull.state !== 'open') {
      const current = await this.#reconciler.reconcile(record, 'pull-request');
      throw current.status === 'open'
        ? notApproved(
            createReason('PullRequestNotOpen', { environment: record.to }),
          )
        : notOpen(current);
    }
    if (pull.headCommit !== headCommit) {
      await this.#reconciler.reconcile(record, 'pull-request');
      throw notApproved(
        createReason('ForeignHeadNotApproved', { pullRequest: pull.number }),
      );
    }
    if (commit !== headCommit) {
      throw notApproved(
        createReason('ApprovalOutdated', { pullRequest: pull.number, commit }),
      );
    }
  }
}
