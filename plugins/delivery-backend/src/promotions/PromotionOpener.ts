import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  isError,
  ServiceUnavailableError,
  stringifyError,
} from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  PromotionPreview,
  PromotionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { withDeadline } from '@stonegarden/backstage-plugin-delivery-node';
import { unifiedDiff } from '@stonegarden/gitops-manifests';
import type { ResolvedService } from '../services/ServiceResolver';
import type { ActivePromotions } from './ActivePromotions';
import { newPromotion, Requester } from './newPromotion';
import type { PromotionEdit, PromotionPlan } from './planPromotion';
import {
  isIntended,
  PromotionOutbox,
  pullRequestUnknown,
} from './PromotionOutbox';
import type { PromotionPlanner } from './PromotionPlanner';
import { PromotionRecord, toPromotion } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';
import type { PromotionSuperseder } from './PromotionSuperseder';

export type { Requester };

/** How often a lost race for the record of a promotion is run again. */
const ATTEMPTS = 3;
/** For all calls together. A person waits, and callers give up after 60 s. */
const OPEN_DEADLINE_MS = 40_000;
const LOOK_DEADLINE_MS = 10_000;
const PREVIEW_DEADLINE_MS = 20_000;

/** What a Git host answers when it has understood and refused; anything else may have been done. */
const REFUSALS: ReadonlySet<string> = new Set([
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
]);

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
  readonly #outbox: PromotionOutbox;
  readonly #superseder: PromotionSuperseder;
  readonly #portalUrl: string;
  readonly #settleMs: number;
  readonly #logger: LoggerService;
  readonly #onChange: (entityRef: string) => void;

  constructor(options: {
    store: PromotionStore;
    planner: PromotionPlanner;
    active: ActivePromotions;
    outbox: PromotionOutbox;
    superseder: PromotionSuperseder;
    /** `app.baseUrl`. */
    portalUrl: string;
    settleMs: number;
    logger: LoggerService;
    /** Called with the entity ref of a service for which a promotion was opened. */
    onChange(entityRef: string): void;
  }) {
    this.#store = options.store;
    this.#planner = options.planner;
    this.#active = options.active;
    this.#outbox = options.outbox;
    this.#superseder = options.superseder;
    this.#portalUrl = options.portalUrl;
    this.#settleMs = options.settleMs;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
  }

  /** What opening would do, and whether it may. */
  async preview(
    service: ResolvedService,
    request: PromotionRequest,
  ): Promise<PromotionPreview> {
    return withDeadline(PREVIEW_DEADLINE_MS, async () => {
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
    });
  }

  /**
   * Opens the pull request of a promotion, or finds the one of the same Release. Repeated and simultaneous calls lead to
   * the same promotion. Throws ConflictError with every reason when a gate does not pass, and ServiceUnavailableError when
   * it is not known whether the pull request was opened; it is then looked for.
   */
  async open(
    service: ResolvedService,
    request: PromotionRequest,
    requester: Requester,
  ): Promise<{ promotion: PromotionRecord; created: boolean }> {
    const { entityRef } = service;
    const plan = await withDeadline(PREVIEW_DEADLINE_MS, () =>
      this.#planner.plan(service, request),
    );
    const existing = await this.#active.find(
      { entityRef, to: request.to },
      plan,
    );
    if (existing) {
      return { promotion: existing, created: false };
    }
    return this.#open(service, request, requester, plan);
  }

  /**
   * Promotes the same Release again on what is there now, in place of an open promotion, which ends as superseded. Asking
   * twice leads to the same promotion. Throws
   * ConflictError when it is not open, when another Release would be promoted, and when a gate does not pass.
   */
  async renew(
    service: ResolvedService,
    promotion: PromotionRecord,
    requester: Requester,
  ): Promise<{ promotion: PromotionRecord; created: boolean }> {
    const successor = await this.#store.findActive(promotion);
    if (successor?.pullRequest && successor.id !== promotion.id) {
      return { promotion: successor, created: false };
    }
    if (promotion.status !== 'open') {
      throw new ConflictError(
        `Only an open promotion can be renewed; this one is ${promotion.status}.`,
      );
    }
    const { from, to } = promotion;
    const plan = await withDeadline(PREVIEW_DEADLINE_MS, () =>
      this.#planner.plan(service, { from, to }),
    );
    if (plan.edit && plan.edit.releaseKey !== promotion.releaseKey) {
      throw new ConflictError(
        `${from} has another release in Git now. Promote that instead: the new promotion takes the place of this one.`,
      );
    }
    return this.#open(service, { from, to }, requester, plan, promotion.id);
  }

  async #open(
    service: ResolvedService,
    request: PromotionRequest,
    requester: Requester,
    plan: PromotionPlan,
    renews?: string,
  ): Promise<{ promotion: PromotionRecord; created: boolean }> {
    const { reason } = await this.#planner.judge(service, request, plan);
    if (reason || !isOpenable(plan)) {
      throw new ConflictError(
        reason?.message ??
          `The files of ${request.to} cannot be changed, so nothing was opened.`,
      );
    }
    const wanted = newPromotion(service, request, plan, {
      requester,
      portalUrl: this.#portalUrl,
      settleMs: this.#settleMs,
    });
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { record, created } = await this.#store.propose(wanted, { renews });
      const promotion = record.pullRequest
        ? record
        : await this.#bringToHost(record);
      if (promotion?.pullRequest && promotion.id !== renews) {
        await this.#supersedeOlder(promotion);
        this.#onChange(service.entityRef);
        return { promotion, created };
      }
      if (promotion?.id === renews) {
        break;
      }
    }
    throw new ConflictError(
      'The promotion was changed by others at the same time. Ask again: it leads to the same pull request.',
    );
  }

  /** Undefined when another run has given the record up meanwhile. */
  async #bringToHost(
    record: PromotionRecord,
  ): Promise<PromotionRecord | undefined> {
    const holder = randomUUID();
    const held = await this.#store.lease(record.id, holder, { steal: true });
    if (!held || !isIntended(held)) {
      return this.#store.get(record.id);
    }
    try {
      return await withDeadline(OPEN_DEADLINE_MS, async () => {
        const found = held.headCommit
          ? await this.#outbox.find(held)
          : undefined;
        return found ?? this.#outbox.send(held);
      });
    } catch (error) {
      return await this.#afterFailure(record.id, holder, error);
    } finally {
      await this.#store.release(record.id, holder).catch(() => {});
    }
  }

  /** Nothing is given up before the host has said that there is nothing. */
  async #afterFailure(
    id: string,
    holder: string,
    error: unknown,
  ): Promise<PromotionRecord | undefined> {
    const current = await this.#store.get(id);
    if (!current || current.pullRequest) {
      return current;
    }
    if (!current.headCommit) {
      await this.#store.discard(current, holder);
      throw error;
    }
    try {
      const found = await withDeadline(LOOK_DEADLINE_MS, () =>
        this.#outbox.find(current),
      );
      if (found) {
        return found;
      }
      if (isError(error) && REFUSALS.has(error.name)) {
        await this.#store.discard(current, holder);
        throw error;
      }
    } catch (looking) {
      if (looking === error) {
        throw error;
      }
    }
    const reason = pullRequestUnknown(current);
    await this.#store.explainProposed(id, reason);
    this.#onChange(current.entityRef);
    throw new ServiceUnavailableError(
      `${reason.message} ${isError(error) ? error.message : ''}`.trim(),
    );
  }

  /** The promotion is open, whatever becomes of the older ones; the reconciler ends what is left. */
  async #supersedeOlder(promotion: PromotionRecord): Promise<void> {
    try {
      await withDeadline(LOOK_DEADLINE_MS, () =>
        this.#superseder.supersedeOlder(promotion),
      );
    } catch (error) {
      this.#logger.warn(
        `Promotion ${
          promotion.id
        } is open, but an older one could not be ended yet: ${stringifyError(
          error,
        )}`,
      );
    }
  }
}
