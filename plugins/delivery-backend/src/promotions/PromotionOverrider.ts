import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  createReason,
  type OpenOverrideRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import { isAuthor } from './isAuthor';
import { OpenHead } from './OpenHead';
import type { OverrideRules } from './OverrideRules';
import type { Approver } from './PromotionApprover';
import type { PromotionReconciler } from './PromotionReconciler';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';
import { findSameOverride } from './recordOverride';
import { refusedBecause } from './refusedBecause';

const CONSEQUENCE = 'No gate was overridden.';

function notOpen({ to, status }: PromotionRecord): Error {
  return status === 'open'
    ? refusedBecause(
        createReason('PullRequestNotOpen', { environment: to }),
        CONSEQUENCE,
      )
    : new ConflictError(
        `Gates of an open promotion can be overridden, and this one to ${to} is ${status}. ${CONSEQUENCE}`,
      );
}

/** Overrides gates of promotions that are open. Permissions are checked before it is asked. */
export class PromotionOverrider {
  readonly #store: Pick<PromotionStore, 'override' | 'get'>;
  readonly #deployments: Pick<DeploymentStore, 'get' | 'list'>;
  readonly #rules: OverrideRules;
  readonly #reconciler: Pick<PromotionReconciler, 'reconcile'>;
  readonly #head: OpenHead;
  readonly #onChange: (entityRef: string) => void;

  constructor(options: {
    store: Pick<PromotionStore, 'override' | 'get'>;
    deployments: Pick<DeploymentStore, 'get' | 'list'>;
    hosts: GitHosts;
    rules: OverrideRules;
    reconciler: Pick<PromotionReconciler, 'reconcile'>;
    /** Called with the entity ref of a service of which gates were overridden. */
    onChange(entityRef: string): void;
  }) {
    this.#store = options.store;
    this.#deployments = options.deployments;
    this.#rules = options.rules;
    this.#reconciler = options.reconciler;
    this.#head = new OpenHead(options);
    this.#onChange = options.onChange;
  }

  /**
   * Records that gates hold what the pull request holds now back no longer, for a time; has them judged again, and returns the
   * promotion as it is then. Asking for the same again while it is in force does it once; `created` is then false.
   *
   * @throws InputError for a gate that nobody may override, and for too long a time; NotAllowedError for whoever would take the
   * place of the approvals of what they asked for; ConflictError for whoever wrote it, for a rollback, and when it is not open, or
   * its pull request holds another commit than the one that was seen
   */
  async override(
    record: PromotionRecord,
    { commit, ...request }: OpenOverrideRequest,
    person: Approver,
  ): Promise<{ promotion: PromotionRecord; created: boolean }> {
    const override = {
      ...this.#rules.toOverride(request, person.ref),
      commit,
    };
    if (record.rollback) {
      throw new ConflictError(`No gate holds a rollback up. ${CONSEQUENCE}`);
    }
    if (findSameOverride(record, override)) {
      return { promotion: record, created: false };
    }
    if (override.gates.includes('approval')) {
      await this.#checkApproval(record, person);
    }
    if (record.status !== 'open') {
      throw notOpen(record);
    }
    await this.#head.check(record, commit, {
      notOpen,
      foreign: ({ number }) =>
        refusedBecause(
          createReason('ForeignHeadNotOverridden', { pullRequest: number }),
          CONSEQUENCE,
        ),
      outdated: ({ number }) =>
        refusedBecause(
          createReason('OverrideOutdated', { pullRequest: number, commit }),
          CONSEQUENCE,
        ),
    });
    const recorded = await this.#store.override(record.id, override);
    if (!recorded) {
      throw notOpen((await this.#store.get(record.id)) ?? record);
    }
    // The gates, the commit status and the pages follow at once.
    const promotion = await this.#reconciler.reconcile(
      recorded.record,
      'pull-request',
    );
    this.#onChange(record.entityRef);
    return { promotion, created: recorded.created };
  }

  /** It stands in the place of the approvals that are missing: for whoever may not approve, it is not there. */
  async #checkApproval(
    record: PromotionRecord,
    { ref, names }: Approver,
  ): Promise<void> {
    if (ref === record.requestedBy) {
      throw new NotAllowedError(
        `${ref} asked for this promotion, and nobody overrides the approval of their own. Ask somebody else who may override gates of promotions to ${record.to}.`,
      );
    }
    if (await isAuthor(names, record, this.#deployments)) {
      throw refusedBecause(
        createReason('ApprovalByAuthor', { environment: record.to }),
        CONSEQUENCE,
      );
    }
  }
}
