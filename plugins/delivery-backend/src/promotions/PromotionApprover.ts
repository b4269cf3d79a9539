import { NotAllowedError } from '@backstage/errors';
import {
  type ApprovalRequest,
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import { isAuthor } from './isAuthor';
import { OpenHead } from './OpenHead';
import type { PromotionReconciler } from './PromotionReconciler';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';
import { isSameApproval } from './recordApproval';
import { refusedBecause } from './refusedBecause';
import { isApprovalRequired, requiredApprovalsOf } from './tallyApprovals';

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
  readonly #deployments: Pick<DeploymentStore, 'get' | 'list'>;
  readonly #reconciler: Pick<PromotionReconciler, 'reconcile'>;
  readonly #head: OpenHead;
  readonly #onChange: (entityRef: string) => void;

  constructor(options: {
    store: Pick<PromotionStore, 'approve' | 'get'>;
    deployments: Pick<DeploymentStore, 'get' | 'list'>;
    hosts: GitHosts;
    reconciler: Pick<PromotionReconciler, 'reconcile'>;
    /** Called with the entity ref of a service of which a promotion was approved. */
    onChange(entityRef: string): void;
  }) {
    this.#store = options.store;
    this.#deployments = options.deployments;
    this.#head = new OpenHead(options);
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
    await this.#head.check(record, commit, {
      notOpen: current =>
        current.status === 'open'
          ? notApproved(
              createReason('PullRequestNotOpen', { environment: record.to }),
            )
          : notOpen(current),
      foreign: ({ number }) =>
        notApproved(
          createReason('ForeignHeadNotApproved', { pullRequest: number }),
        ),
      outdated: ({ number }) =>
        notApproved(
          createReason('ApprovalOutdated', { pullRequest: number, commit }),
        ),
    });
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

  /** Nobody approves what they wrote. */
  async #checkAuthor(
    record: PromotionRecord,
    { names }: Approver,
  ): Promise<void> {
    if (await isAuthor(names, record, this.#deployments)) {
      throw notApproved(
        createReason('ApprovalByAuthor', { environment: record.to }),
      );
    }
  }
}
