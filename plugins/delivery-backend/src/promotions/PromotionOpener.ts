import { ConflictError } from '@backstage/errors';
import type {
  PromotionPreview,
  PromotionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  BranchTakenError,
  PullRequest,
  takenBranchesNote,
  tryBranches,
} from '@stonegarden/backstage-plugin-delivery-node';
import { unifiedDiff } from '@stonegarden/gitops-manifests';
import { environmentOf, ResolvedService } from '../services/ServiceResolver';
import type { ActivePromotions } from './ActivePromotions';
import type { PromotionEdit, PromotionPlan } from './planPromotion';
import type { PromotionPlanner } from './PromotionPlanner';
import {
  PromotionIntent,
  PromotionRecord,
  repositoryKey,
  toPromotion,
} from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';
import type { PromotionSuperseder } from './PromotionSuperseder';
import { pullRequestText } from './pullRequestText';

/** Who asks for a promotion. */
export interface Requester {
  /** Entity ref of the user, or the subject of a service. */
  ref: string;
  /** For the commit; undefined when no address is known. */
  author?: { name: string; email: string };
}

/** How often a lost race for the record of a promotion is run again. */
const RECORD_ATTEMPTS = 3;

/** A plan of which every gate has passed. */
type OpenablePlan = PromotionPlan & { edit: PromotionEdit };

function isOpenable(plan: PromotionPlan): plan is OpenablePlan {
  return plan.edit !== undefined;
}

function filesOf({ edit }: PromotionPlan): PromotionPreview['files'] {
  if (!edit || edit.file.before === edit.file.after) {
    return [];
  }
  const { path, before, after } = edit.file;
  return [{ path, diff: unifiedDiff(path, before, after) }];
}

/** Previews promotions and opens their pull requests. Permissions are checked before it is asked. */
export class PromotionOpener {
  readonly #store: PromotionStore;
  readonly #planner: PromotionPlanner;
  readonly #active: ActivePromotions;
  readonly #superseder: PromotionSuperseder;
  readonly #portalUrl: string;
  readonly #settleMs: number;
  readonly #onChange: (entityRef: string) => void;

  constructor(options: {
    store: PromotionStore;
    planner: PromotionPlanner;
    active: ActivePromotions;
    superseder: PromotionSuperseder;
    /** `app.baseUrl`. */
    portalUrl: string;
    settleMs: number;
    /** Called with the entity ref of a service for which a promotion was opened. */
    onChange(entityRef: string): void;
  }) {
    this.#store = options.store;
    this.#planner = options.planner;
    this.#active = options.active;
    this.#superseder = options.superseder;
    this.#portalUrl = options.portalUrl.replace(/\/+$/, '');
    this.#settleMs = options.settleMs;
    this.#onChange = options.onChange;
  }

  /** What opening would do, and whether it may. */
  async preview(
    service: ResolvedService,
    request: PromotionRequest,
  ): Promise<PromotionPreview> {
    const { entityRef } = service;
    const plan = await this.#planner.plan(service, request);
    const [{ gates, reason }, existing] = await Promise.all([
      this.#planner.judge(service, request, plan),
      this.#active.find({ entityRef, to: request.to }, plan),
    ]);
    return {
      entityRef,
      ...request,
      baseCommit: plan.baseCommit,
      changes: plan.changes,
      files: filesOf(plan),
      gates,
      ...(existing ? { existing: toPromotion(existing) } : {}),
      canOpen: existing !== undefined || reason === undefined,
      ...(existing || reason === undefined ? {} : { reason }),
    };
  }

  /**
   * Opens the pull request of a promotion, or finds the one of the same Release. Repeated and simultaneous calls lead to
   * the same promotion. Throws ConflictError with every reason when a gate does not pass.
   */
  async open(
    service: ResolvedService,
    request: PromotionRequest,
    requester: Requester,
  ): Promise<{ promotion: PromotionRecord; created: boolean }> {
    const { entityRef } = service;
    const plan = await this.#planner.plan(service, request);
    const existing = await this.#active.find(
      { entityRef, to: request.to },
      plan,
    );
    if (existing) {
      return { promotion: existing, created: false };
    }
    const { reason } = await this.#planner.judge(service, request, plan);
    if (reason || !isOpenable(plan)) {
      throw new ConflictError(
        reason?.message ??
          `The files of ${request.to} cannot be changed, so nothing was opened.`,
      );
    }
    const proposal = await this.#propose(service, request, plan, requester);
    const pull = await this.#openPullRequest(
      plan,
      this.#intent(service, request, plan, requester),
    ).catch(async error => {
      await this.#store.discard(proposal.record);
      throw error;
    });
    const promotion = await this.#record(
      () => this.#propose(service, request, plan, requester),
      pull,
    );
    await this.#superseder.supersedeOlder(promotion);
    this.#onChange(entityRef);
    return { promotion, created: proposal.created };
  }

  #propose(
    service: ResolvedService,
    request: PromotionRequest,
    plan: OpenablePlan,
    requester: Requester,
  ) {
    const { from, to } = request;
    const { cluster, namespace } = environmentOf(service, to);
    return this.#store.propose({
      entityRef: service.entityRef,
      from,
      to,
      target: { cluster, namespace },
      releaseKey: plan.edit.releaseKey,
      changes: plan.changes,
      release: plan.edit.release,
      sourceUrl: plan.sourceUrl,
      repository: repositoryKey(plan.location.repository),
      baseCommit: plan.baseCommit,
      requestedBy: requester.ref,
      branch: plan.edit.branch,
      intent: this.#intent(service, request, plan, requester),
    });
  }

  #intent(
    service: ResolvedService,
    request: PromotionRequest,
    plan: OpenablePlan,
    requester: Requester,
  ): PromotionIntent {
    const { namespace = 'default', name } = service.entity.metadata;
    return {
      baseBranch: plan.location.branch,
      edits: [{ path: plan.edit.file.path, content: plan.edit.file.after }],
      ...pullRequestText({
        ...request,
        service: service.name,
        changes: plan.changes,
        release: plan.edit.release,
        requestedBy: requester.ref,
        portalUrl: `${this.#portalUrl}/catalog/${encodeURIComponent(
          namespace,
        )}/component/${encodeURIComponent(name)}`,
        autoSync: environmentOf(service, request.to).autoSync,
        settleMs: this.#settleMs,
      }),
      ...(requester.author ? { author: requester.author } : {}),
    };
  }

  async #openPullRequest(
    plan: OpenablePlan,
    intent: PromotionIntent,
  ): Promise<PullRequest> {
    const { pullRequests } = plan.location;
    const commit = await pullRequests.commit({
      parent: plan.baseCommit,
      ...intent,
    });
    const opened = await tryBranches(plan.edit.branch, (branch, taken) =>
      pullRequests
        .open({
          ...intent,
          branch,
          commit,
          body: [intent.body, takenBranchesNote(taken)].join('\n'),
        })
        .catch(error => {
          if (error instanceof BranchTakenError) {
            return undefined;
          }
          throw error;
        }),
    );
    if (!opened) {
      throw new ConflictError(`${plan.edit.branch} is taken.`);
    }
    return opened;
  }

  /** Writes the pull request into the record. Others who asked at the same time may have done so already, or given up. */
  async #record(
    propose: () => Promise<{ record: PromotionRecord }>,
    pull: PullRequest,
  ): Promise<PromotionRecord> {
    for (let attempt = 1; attempt <= RECORD_ATTEMPTS; attempt += 1) {
      const { record } = await propose();
      if (record.pullRequest) {
        return record;
      }
      await this.#store.update(record, {
        status: 'open',
        pullRequest: { number: pull.number, url: pull.url, title: pull.title },
      });
    }
    throw new ConflictError(
      `Pull request #${pull.number} is open, but the promotion could not be recorded. Ask again: it leads to the same pull request.`,
    );
  }
}
