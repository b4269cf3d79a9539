import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  isError,
  ServiceUnavailableError,
  stringifyError,
} from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  GateResult,
  PromotionPreview,
  SourceCommits,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  isHostRefusal,
  OPENING_DEADLINE_MS,
  withDeadline,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ApprovalRecord } from '../gates/approvalFacts';
import { blockingReason } from '../gates/blockingReason';
import type { ResolvedService } from '../services/ServiceResolver';
import type { SourceCommitsReader } from '../sourceCommits/SourceCommitsReader';
import type { ActivePromotions } from './ActivePromotions';
import { findSharedObstacle } from './findSharedObstacle';
import { leaseInTurn, type Patience } from './leaseInTurn';
import { newPromotion, Requester, type SharedText } from './newPromotion';
import type { PromotionEdit, PromotionPlan } from './planPromotion';
import {
  isIntended,
  PromotionOutbox,
  pullRequestUnknown,
} from './PromotionOutbox';
import type { Judgement, PromotionPlanner } from './PromotionPlanner';
import { NewPromotion, PromotionRecord } from './PromotionRecord';
import { findSameOverride } from './recordOverride';
import type { RecordedRequests } from './RecordedRequests';
import type { RequestedPromotion } from './RequestedPromotion';
import { refusedBecause } from './refusedBecause';
import { toFileChanges } from './toFileChanges';
import { toPromotion } from './toPromotion';
import type { PromotionStore } from './PromotionStore';
import { findReplaced, type PromotionSuperseder } from './PromotionSuperseder';

export type { Requester };

/** Ten seconds: as long as a Git host may take for a pull request on a bad day. */
const PATIENCE: Patience = { tries: 40, pauseMs: 250 };
/** How often a lost race for the record of a promotion is run again. */
const ATTEMPTS = 3;
/** The text of a pull request does without commits that are not there by then; gates are judged meanwhile. */
const COMMITS_WAIT_MS = 1_000;
/** Shares of the time that an opening may take in all. */
const SHARES = {
  /** For planning and judging, as a preview does. */
  prepare: 0.4,
  /** Kept to look for a pull request whose answer was lost. */
  look: 0.2,
};

/** What an opening needs of the store. */
type OpenerStore = Pick<
  PromotionStore,
  | 'propose'
  | 'findActive'
  | 'get'
  | 'list'
  | 'lease'
  | 'release'
  | 'discard'
  | 'explainProposed'
  | 'listSharing'
>;

/** What opening would do, and what stands in its way. */
export interface Considered
  extends Pick<
    Judgement,
    'back' | 'clusterChanges' | 'gates' | 'reasonRequired' | 'obstacle'
  > {
  plan: PromotionPlan;
  /** Opening again leads to it. */
  existing?: PromotionRecord;
  /** Of a promotion, where the service names its source repository. */
  sourceCommits?: SourceCommits;
}

/** A plan of which every gate has passed. */
type OpenablePlan = PromotionPlan & { edit: PromotionEdit };

function isOpenable(plan: PromotionPlan): plan is OpenablePlan {
  return plan.edit !== undefined;
}

/** The gates that hold a promotion back, where every one of them may be overridden. */
function whatToOverride(
  gates: readonly GateResult[],
): Pick<PromotionPreview, 'overridable'> {
  const holding = gates.filter(
    gate => blockingReason([gate]) && !gate.yieldsToReason,
  );
  return holding.length > 0 && holding.every(gate => gate.overridable)
    ? { overridable: holding.map(({ id }) => id) }
    : {};
}

/** What somebody overrode is not dropped in silence where the promotion was there already. */
function requireOverrides(
  { promotion, created }: { promotion: PromotionRecord; created: boolean },
  overrides: RequestedPromotion['overrides'] = [],
): void {
  if (
    !created &&
    overrides.some(override => !findSameOverride(promotion, override))
  ) {
    throw new ConflictError(
      'The promotion of this release is open already, and no gate was overridden. Override its gates where it is shown.',
    );
  }
}

/** Before there is a pull request, nobody can have approved it. */
function requestedApproval({
  ref,
  mayApprove,
}: Pick<Requester, 'ref' | 'mayApprove'>): ApprovalRecord {
  return {
    requestedBy: ref,
    requesterMayApprove: mayApprove,
    status: 'proposed',
  };
}

/** Previews promotions and rollbacks, and opens their pull requests. Permissions are checked before it is asked. */
export class PromotionOpener {
  readonly #store: OpenerStore;
  readonly #planner: Pick<PromotionPlanner, 'plan' | 'judge' | 'policyOf'>;
  readonly #active: Pick<ActivePromotions, 'find'>;
  readonly #outbox: Pick<PromotionOutbox, 'find' | 'send'>;
  readonly #superseder: Pick<PromotionSuperseder, 'supersedeOlder'>;
  readonly #requests: Pick<RecordedRequests, 'of'>;
  readonly #sourceCommits: Pick<SourceCommitsReader, 'read'> | undefined;
  readonly #portalUrl: string;
  readonly #settleMs: number;
  readonly #deadlineMs: number;
  readonly #patience: Patience;
  readonly #logger: LoggerService;
  readonly #onChange: (entityRef: string) => void;

  constructor(options: {
    store: OpenerStore;
    planner: Pick<PromotionPlanner, 'plan' | 'judge' | 'policyOf'>;
    active: Pick<ActivePromotions, 'find'>;
    outbox: Pick<PromotionOutbox, 'find' | 'send'>;
    superseder: Pick<PromotionSuperseder, 'supersedeOlder'>;
    requests: Pick<RecordedRequests, 'of'>;
    /** Left out: nobody is told what comes with the images. */
    sourceCommits?: Pick<SourceCommitsReader, 'read'>;
    /** `app.baseUrl`. */
    portalUrl: string;
    settleMs: number;
    /** For all of an opening together; OPENING_DEADLINE_MS when left out. */
    deadlineMs?: number;
    /** How another run that opens the same promotion is waited for; PATIENCE when left out. */
    patience?: Patience;
    logger: LoggerService;
    /** Called with the entity ref of a service for which a promotion was opened. */
    onChange(entityRef: string): void;
  }) {
    this.#store = options.store;
    this.#planner = options.planner;
    this.#active = options.active;
    this.#outbox = options.outbox;
    this.#superseder = options.superseder;
    this.#requests = options.requests;
    this.#sourceCommits = options.sourceCommits;
    this.#portalUrl = options.portalUrl;
    this.#settleMs = options.settleMs;
    this.#deadlineMs = options.deadlineMs ?? OPENING_DEADLINE_MS;
    this.#patience = options.patience ?? PATIENCE;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
  }

  /** What opening a promotion would do for somebody, and whether it may. */
  async preview(
    service: ResolvedService,
    request: RequestedPromotion,
    requester: Pick<Requester, 'ref' | 'mayApprove' | 'maySee'> & {
      /** Whether they may override gates of promotions to the target. */
      mayOverride?: boolean;
    },
  ): Promise<PromotionPreview> {
    return this.#within('prepare', async () => {
      const { entityRef } = service;
      const {
        plan,
        back,
        clusterChanges,
        gates,
        reasonRequired,
        existing,
        obstacle,
        sourceCommits,
      } = await this.#consider(service, request, requester);
      const replaced =
        plan.edit && !existing
          ? findReplaced(await this.#store.list(entityRef), {
              to: request.to,
              releaseKey: plan.edit.releaseKey,
            })
          : undefined;
      return {
        entityRef,
        from: request.from,
        to: request.to,
        ...(request.chosen ? { chosen: request.chosen } : {}),
        ...(back ? { back } : {}),
        baseCommit: plan.baseCommit,
        changes: plan.changes,
        files: toFileChanges(plan.edit?.files ?? []),
        ...(clusterChanges ? { clusterChanges } : {}),
        ...(sourceCommits ? { sourceCommits } : {}),
        gates,
        ...(reasonRequired.length > 0 ? { reasonRequired } : {}),
        ...(obstacle && requester.mayOverride ? whatToOverride(gates) : {}),
        ...(existing ? { existing: toPromotion(existing) } : {}),
        ...(replaced ? { replaces: toPromotion(replaced) } : {}),
        canOpen: obstacle === undefined,
        ...(obstacle ? { reason: obstacle } : {}),
      };
    });
  }

  /** All that previews say: of a promotion, and of a rollback. */
  async consider(
    service: ResolvedService,
    request: RequestedPromotion,
    requester: Pick<Requester, 'ref' | 'mayApprove' | 'maySee'>,
  ): Promise<Considered> {
    return this.#within('prepare', () =>
      this.#consider(service, request, requester),
    );
  }

  /**
   * Opens the pull request of a promotion or rollback, or finds the one of the same Release. Repeated and simultaneous calls
   * lead to the same promotion. Throws ConflictError with every reason when a gate does not pass, and ServiceUnavailableError
   * when it is not known whether the pull request was opened; it is then looked for.
   */
  async open(
    service: ResolvedService,
    request: RequestedPromotion,
    requester: Requester,
  ): Promise<{ promotion: PromotionRecord; created: boolean }> {
    const { entityRef } = service;
    return this.#inTime(async sendUntil => {
      const prepared = await this.#within('prepare', async () => {
        const plan = await this.#planner.plan(service, request);
        const active = await this.#active.find(
          { entityRef, to: request.to },
          plan,
        );
        return active
          ? { existing: active }
          : { wanted: await this.#prepare(service, request, requester, plan) };
      });
      const opened = prepared.existing
        ? { promotion: prepared.existing, created: false }
        : await this.#open(prepared.wanted, sendUntil);
      requireOverrides(opened, request.overrides);
      return opened;
    });
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
    if (promotion.sharedId) {
      throw new ConflictError(
        `It shares pull request #${promotion.pullRequest?.number} with other services, so it cannot be renewed alone. Close that one, and promote them again.`,
      );
    }
    const request = await this.#requests.of(promotion);
    return this.#inTime(async sendUntil => {
      const wanted = await this.#within('prepare', async () => {
        const plan = await this.#planner.plan(service, request);
        if (plan.edit && plan.edit.releaseKey !== promotion.releaseKey) {
          throw new ConflictError(
            `${promotion.from} has another release in Git now. Promote that instead: the new promotion takes the place of this one.`,
          );
        }
        return this.#prepare(service, request, requester, plan);
      });
      return this.#open(wanted, sendUntil, promotion.id);
    });
  }

  /** For what opens several with one pull request: what is under way for the Release already, or the plan. */
  async planShared(
    service: ResolvedService,
    request: RequestedPromotion,
  ): Promise<{ existing: PromotionRecord } | { plan: PromotionPlan }> {
    return this.#within('prepare', async () => {
      const plan = await this.#planner.plan(service, request);
      const existing = await this.#active.find(
        { entityRef: service.entityRef, to: request.to },
        plan,
      );
      return existing ? { existing } : { plan };
    });
  }

  /** What is to be recorded of one of several that get one pull request. Throws as `open`. */
  async prepareShared(
    service: ResolvedService,
    request: RequestedPromotion,
    requester: Requester,
    { plan, shared }: { plan: PromotionPlan; shared: SharedText },
  ): Promise<NewPromotion> {
    return this.#within('prepare', () =>
      this.#prepare(service, request, requester, plan, shared),
    );
  }

  /** Opens the one pull request of promotions that were recorded together, and returns them as they are then. Throws as `open`. */
  async openShared(records: PromotionRecord[]): Promise<PromotionRecord[]> {
    return this.#inTime(async sendUntil => {
      const [first] = records;
      await this.#bringToHost(first, sendUntil);
      const opened = await this.#store.listSharing(first);
      for (const promotion of opened) {
        if (promotion.pullRequest) {
          await this.#supersedeOlder(promotion);
          this.#onChange(promotion.entityRef);
        }
      }
      return opened;
    });
  }

  /** Calls of the task that are still running when the time of an opening is over are ended. */
  #inTime<T>(task: (sendUntil: number) => Promise<T>): Promise<T> {
    const sendUntil = Date.now() + this.#deadlineMs * (1 - SHARES.look);
    return withDeadline(this.#deadlineMs, () => task(sendUntil));
  }

  #within<T>(share: keyof typeof SHARES, task: () => Promise<T>): Promise<T> {
    return withDeadline(Math.round(this.#deadlineMs * SHARES[share]), task);
  }

  async #consider(
    service: ResolvedService,
    request: RequestedPromotion,
    requester: Pick<Requester, 'ref' | 'mayApprove' | 'maySee'>,
  ): Promise<Considered> {
    const plan = await this.#planner.plan(service, request);
    // Asked while the gates are, and not waited for.
    this.#commitsOf(service, request, plan, 0);
    const [
      { back, clusterChanges, gates, reasonRequired, obstacle },
      existing,
      shared,
    ] = await Promise.all([
      this.#planner.judge(service, request, plan, {
        approval: requestedApproval(requester),
        maySee: requester.maySee,
      }),
      this.#active.find({ entityRef: service.entityRef, to: request.to }, plan),
      findSharedObstacle(this.#store, service, request, plan),
    ]);
    const against = obstacle ?? shared;
    const sourceCommits = await this.#commitsOf(service, request, plan, 0);
    return {
      plan,
      ...(sourceCommits ? { sourceCommits } : {}),
      ...(back ? { back } : {}),
      ...(clusterChanges ? { clusterChanges } : {}),
      gates,
      // It was said when the pull request was opened, and leading there needs no other.
      reasonRequired: existing ? [] : reasonRequired,
      ...(existing ? { existing } : {}),
      ...(existing || !against ? {} : { obstacle: against }),
    };
  }

  /** Does not fail. */
  async #commitsOf(
    service: ResolvedService,
    request: RequestedPromotion,
    plan: PromotionPlan,
    waitMs: number,
  ): Promise<SourceCommits | undefined> {
    return request.rollback
      ? undefined
      : this.#sourceCommits?.read(service, plan, { waitMs });
  }

  /** What is to be recorded of a promotion, when every gate passes. */
  async #prepare(
    service: ResolvedService,
    request: RequestedPromotion,
    requester: Requester,
    plan: PromotionPlan,
    together?: SharedText,
  ): Promise<NewPromotion> {
    const approval = requestedApproval(requester);
    // The pull request is read by people with other rights than the requester: what goes into it names no other service.
    const [{ back, clusterChanges, gates, reason, reasonRequired }, commits] =
      await Promise.all([
        this.#planner.judge(service, request, plan, { approval }),
        this.#commitsOf(service, request, plan, COMMITS_WAIT_MS),
      ]);
    if (reason) {
      const { maySee } = requester;
      const seen = maySee
        ? await this.#planner.judge(service, request, plan, {
            approval,
            maySee,
          })
        : undefined;
      throw refusedBecause(seen?.reason ?? reason);
    }
    const shared = await findSharedObstacle(
      this.#store,
      service,
      request,
      plan,
    );
    if (shared) {
      throw refusedBecause(shared);
    }
    if (!isOpenable(plan)) {
      throw new ConflictError(
        `The files of ${request.to} cannot be changed, so nothing was opened.`,
      );
    }
    const { automatic } = request;
    if (automatic && automatic.releaseKey !== plan.edit.releaseKey) {
      throw new ConflictError(
        `${request.from} has another release in Git now than the one that was verified.`,
      );
    }
    return newPromotion(service, request, plan, {
      requester,
      portalUrl: this.#portalUrl,
      settleMs: this.#settleMs,
      policy: this.#planner.policyOf(service, request.to),
      concerns: reasonRequired,
      gates,
      ...(clusterChanges ? { clusterChanges } : {}),
      ...(together ? { shared: together } : {}),
      ...(commits?.status === 'known' ? { sourceCommits: commits } : {}),
      ...(back ? { back } : {}),
    });
  }

  async #open(
    wanted: NewPromotion,
    sendUntil: number,
    renews?: string,
  ): Promise<{ promotion: PromotionRecord; created: boolean }> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { record, created } = await this.#store.propose(wanted, { renews });
      const promotion = record.pullRequest
        ? record
        : await this.#bringToHost(record, sendUntil);
      if (promotion?.pullRequest && promotion.id !== renews) {
        await this.#supersedeOlder(promotion);
        this.#onChange(wanted.entityRef);
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
    sendUntil: number,
  ): Promise<PromotionRecord | undefined> {
    const holder = randomUUID();
    const held = await leaseInTurn(this.#store, {
      id: record.id,
      holder,
      patience: this.#patience,
      // Enough time is left to do what another run should have done.
      waitMs: (sendUntil - Date.now()) / 2,
    });
    if (!held || !isIntended(held)) {
      return this.#store.get(record.id);
    }
    try {
      const timeoutMs = Math.max(Math.round(sendUntil - Date.now()), 0);
      return await withDeadline(timeoutMs, async () => {
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
      const found = await this.#within('look', () =>
        this.#outbox.find(current),
      );
      if (found) {
        return found;
      }
      if (isHostRefusal(error)) {
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
      await this.#within('look', () =>
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
