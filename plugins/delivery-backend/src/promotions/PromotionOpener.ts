import { ConflictError } from '@backstage/errors';
import {
  createReason,
  FINAL_PROMOTION_STATUSES,
  GateResult,
  PromotionPreview,
  PromotionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GitHosts,
  PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';
import { unifiedDiff } from '@stonegarden/gitops-manifests';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { deriveEnvironments } from '../environments/deriveEnvironments';
import { environmentOf, ResolvedService } from '../services/ServiceResolver';
import { blockedBecause, evaluateGates } from './evaluateGates';
import { planPromotion, PromotionPlan } from './planPromotion';
import type { PromotionFollower } from './PromotionFollower';
import { PromotionRecord, repositoryKey, toPromotion } from './PromotionRecord';
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
/** Milliseconds after which every server of a Git host shows a merge. */
const REWRITTEN_AFTER = 10 * 60 * 1000;

/** Previews promotions and opens their pull requests. Permissions are checked before it is asked. */
export class PromotionOpener {
  readonly #store: PromotionStore;
  readonly #hosts: GitHosts;
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
  readonly #follower: PromotionFollower;
  readonly #superseder: PromotionSuperseder;
  readonly #portalUrl: string;
  readonly #settleMilliseconds: number;
  readonly #onChange: (entityRef: string) => void;

  constructor(options: {
    store: PromotionStore;
    hosts: GitHosts;
    readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
    follower: PromotionFollower;
    superseder: PromotionSuperseder;
    /** `app.baseUrl`. */
    portalUrl: string;
    settleMilliseconds: number;
    /** Called with the entity ref of a service for which a promotion was opened. */
    onChange(entityRef: string): void;
  }) {
    this.#store = options.store;
    this.#hosts = options.hosts;
    this.#readModel = options.readModel;
    this.#follower = options.follower;
    this.#superseder = options.superseder;
    this.#portalUrl = options.portalUrl.replace(/\/+$/, '');
    this.#settleMilliseconds = options.settleMilliseconds;
    this.#onChange = options.onChange;
  }

  /** What opening would do, and whether it may. */
  async preview(
    service: ResolvedService,
    request: PromotionRequest,
  ): Promise<PromotionPreview> {
    const plan = await planPromotion(service, request, this.#hosts);
    const gates = this.#gates(service, request, plan);
    const existing = await this.#findExisting(service, request, plan);
    const reason = existing ? undefined : blockedBecause(gates);
    const { path, before, after } = plan.file;
    return {
      entityRef: service.entityRef,
      ...request,
      baseCommit: plan.baseCommit,
      changes: plan.changes,
      files:
        before === after
          ? []
          : [{ path, diff: unifiedDiff(path, before, after) }],
      gates,
      ...(existing ? { existing: toPromotion(existing) } : {}),
      canOpen: reason === undefined,
      ...(reason === undefined ? {} : { reason }),
    };
  }

  /**
   * Opens the pull request of a promotion, or finds the one of the same Release. Asking twice, or two asking at once, ends
   * at the same promotion. Throws ConflictError with every reason when a gate did not pass.
   */
  async open(
    service: ResolvedService,
    request: PromotionRequest,
    requester: Requester,
  ): Promise<{ promotion: PromotionRecord; created: boolean }> {
    const plan = await planPromotion(service, request, this.#hosts);
    const existing = await this.#findExisting(service, request, plan);
    if (existing) {
      return { promotion: existing, created: false };
    }
    const reason = blockedBecause(this.#gates(service, request, plan));
    if (reason !== undefined) {
      throw new ConflictError(reason.message);
    }
    const proposal = await this.#propose(service, request, plan, requester.ref);
    const pull = await this.#openPullRequest(
      service,
      request,
      plan,
      requester,
    ).catch(async error => {
      await this.#store.discard(proposal.record);
      throw error;
    });
    const promotion = await this.#record(
      () => this.#propose(service, request, plan, requester.ref),
      pull,
    );
    await this.#superseder.supersedeOlder(promotion);
    this.#onChange(service.entityRef);
    return { promotion, created: proposal.created };
  }

  #gates(
    service: ResolvedService,
    { from, to }: PromotionRequest,
    plan: PromotionPlan,
  ): GateResult[] {
    const { instances } = this.#readModel;
    const [source] = deriveEnvironments(
      [environmentOf(service, from)],
      this.#readModel.find(service.name),
      instances,
    );
    return evaluateGates({
      source,
      target: { name: to },
      instance: instances.find(({ status }) => status.name === source.instance)
        ?.status,
      sourceInGit: plan.sourceInGit,
      changes: plan.changes,
      unmatched: plan.unmatched,
    });
  }

  /** The promotion of the same Release that is under way, as it stands at the Git host now. */
  async #findExisting(
    service: ResolvedService,
    { to }: PromotionRequest,
    plan: PromotionPlan,
  ): Promise<PromotionRecord | undefined> {
    const { releaseKey } = plan;
    const known = await this.#store.findActive({
      entityRef: service.entityRef,
      to,
      releaseKey,
    });
    const current = known?.pullRequest
      ? await this.#follower.follow(known)
      : undefined;
    if (!current || FINAL_PROMOTION_STATUSES.includes(current.status)) {
      return undefined;
    }
    if (!(await this.#isUndone(current, plan))) {
      return current;
    }
    await this.#store.update(current, {
      status: 'superseded',
      reason: createReason('PromotionUndone', { environment: to }),
    });
    this.#onChange(service.entityRef);
    return undefined;
  }

  /** Whether a merged promotion was reverted in Git: it would wait for ever, and nobody could promote that Release again. */
  async #isUndone(
    { mergeCommit, mergedAt }: PromotionRecord,
    { baseCommit, changes, location }: PromotionPlan,
  ): Promise<boolean> {
    if (!mergeCommit || !mergedAt || changes.length === 0) {
      return false;
    }
    const contained = await location.reader
      .contains(baseCommit, mergeCommit)
      .catch(() => undefined);
    // A base that lacks the merge was read before it, unless that is long ago.
    return contained === false
      ? Date.now() - Date.parse(mergedAt) > REWRITTEN_AFTER
      : contained === true;
  }

  #propose(
    service: ResolvedService,
    { from, to }: PromotionRequest,
    plan: PromotionPlan,
    requestedBy: string,
  ) {
    const { cluster, namespace } = environmentOf(service, to);
    return this.#store.propose({
      entityRef: service.entityRef,
      from,
      to,
      target: { cluster, namespace },
      releaseKey: plan.releaseKey,
      changes: plan.changes,
      release: plan.release,
      sourceUrl: plan.sourceUrl,
      repository: repositoryKey(plan.location.repository),
      baseCommit: plan.baseCommit,
      requestedBy,
    });
  }

  async #openPullRequest(
    service: ResolvedService,
    request: PromotionRequest,
    plan: PromotionPlan,
    requester: Requester,
  ): Promise<PullRequest> {
    const { pullRequests, branch } = plan.location;
    const { namespace = 'default', name } = service.entity.metadata;
    return pullRequests.propose({
      base: { branch, commit: plan.baseCommit },
      branch: plan.branch,
      edits: [{ path: plan.file.path, content: plan.file.after }],
      ...pullRequestText({
        ...request,
        service: service.name,
        changes: plan.changes,
        release: plan.release,
        requestedBy: requester.ref,
        portalUrl: `${this.#portalUrl}/catalog/${encodeURIComponent(
          namespace,
        )}/component/${encodeURIComponent(name)}`,
        autoSync: environmentOf(service, request.to).autoSync,
        settleMilliseconds: this.#settleMilliseconds,
      }),
      ...(requester.author ? { author: requester.author } : {}),
    });
  }

  /** Writes the pull request into the record, whoever else of those that asked at once may have done so or given up. */
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
