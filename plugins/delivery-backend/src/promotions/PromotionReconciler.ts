import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { isError, stringifyError } from '@backstage/errors';
import {
  createReason,
  derivePromotionStatus,
  FINAL_PROMOTION_STATUSES,
  isSameReason,
  PromotionProgress,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GitHosts,
  GitLocation,
  PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import type { CommitFacts } from './CommitFacts';
import { KeyedRuns } from './KeyedRuns';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';
import type { PromotionSuperseder } from './PromotionSuperseder';
import { targetFacts } from './targetFacts';
import { targetStatus } from './targetStatus';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A promotion that has no pull request after this time was left behind by a backend that stopped halfway. */
const ABANDONED_AFTER_MS = 10 * 60 * 1000;
/** Errors of the Git host, whose messages are written for people. */
const HOST_ERRORS: ReadonlySet<string> = new Set([
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ServiceUnavailableError',
]);

/**
 * Brings promotions up to date with the Git host and Argo CD, from their pull request to the end. It keeps no state of its
 * own, so it may run at any time, in several backends at once, and after a restart.
 */
export class PromotionReconciler {
  readonly #store: PromotionStore;
  readonly #hosts: GitHosts;
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
  readonly #superseder: PromotionSuperseder;
  readonly #commits: CommitFacts;
  readonly #settleMs: number;
  readonly #logger: LoggerService;
  readonly #onChange: (entityRef: string) => void;
  readonly #runs = new KeyedRuns<PromotionRecord>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(options: {
    store: PromotionStore;
    hosts: GitHosts;
    readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
    superseder: PromotionSuperseder;
    commits: CommitFacts;
    settleMs: number;
    logger: LoggerService;
    /** Called with the entity ref of a service of which a promotion moved. */
    onChange(entityRef: string): void;
  }) {
    this.#store = options.store;
    this.#hosts = options.hosts;
    this.#readModel = options.readModel;
    this.#superseder = options.superseder;
    this.#commits = options.commits;
    this.#settleMs = options.settleMs;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
  }

  /** Reconciles all promotions that may still change; with `services`, only those of these services. A failure does not stop the others. */
  async reconcileAll(services?: ReadonlySet<string>): Promise<void> {
    const failedSince = new Date(Date.now() - DAY_MS).toISOString();
    for (const record of await this.#store.listUnfinished(failedSince)) {
      if (!services || services.has(parseEntityRef(record.entityRef).name)) {
        await this.reconcile(record);
      }
    }
  }

  /** Reconciles what a pull request at the host is about. An event is only a hint: the host is asked what is true. */
  async reconcilePullRequest(
    repository: string,
    number: number,
  ): Promise<void> {
    const records = await this.#store.findByPullRequest(repository, number);
    for (const record of records) {
      await this.reconcile(record);
    }
  }

  /**
   * Brings one promotion up to date and returns it. Does not fail when a host does not answer. A call during a run leads
   * to one more run: it may have been caused by an event of Argo CD that the running one did not see.
   */
  reconcile(record: PromotionRecord): Promise<PromotionRecord> {
    return this.#runs.run(record.id, async () => {
      try {
        return (await this.#reconcile(record.id)) ?? record;
      } catch (error) {
        this.#logger.warn(
          `Promotion ${record.id} of ${
            record.entityRef
          } could not be reconciled: ${stringifyError(error)}`,
        );
        return (await this.#explain(record, error)) ?? record;
      }
    });
  }

  stop(): void {
    this.#timers.forEach(timer => clearTimeout(timer));
    this.#timers.clear();
  }

  async #reconcile(id: string): Promise<PromotionRecord | undefined> {
    const record = await this.#store.get(id);
    if (!record) {
      return undefined;
    }
    if (!record.pullRequest) {
      if (Date.now() - Date.parse(record.createdAt) > ABANDONED_AFTER_MS) {
        await this.#store.discard(record);
      }
      return record;
    }
    if (await this.#superseder.supersede(record)) {
      this.#onChange(record.entityRef);
      return this.#store.get(id);
    }
    const location = await this.#hosts.resolve(record.sourceUrl);
    const pull = await this.#pullRequest(record, location);
    const mergeCommit = record.mergeCommit ?? pull?.mergeCommit;
    const progress = derivePromotionStatus(
      {
        recorded: record,
        pullRequest: pull && { state: pull.state, mergedAt: pull.mergedAt },
        ...(await targetFacts(record, {
          environment: targetStatus(record, this.#readModel),
          location,
          mergeCommit,
          commits: this.#commits,
        })),
        settleMs: this.#settleMs,
      },
      new Date(),
    );
    this.#checkAgain(record, progress);
    return this.#save(record, progress, mergeCommit);
  }

  /** Tells people why a promotion does not move; the next successful run removes the reason. */
  async #explain(
    record: PromotionRecord,
    error: unknown,
  ): Promise<PromotionRecord | undefined> {
    const reason = createReason(
      'CheckFailed',
      isError(error) && HOST_ERRORS.has(error.name)
        ? { detail: error.message }
        : {},
    );
    try {
      const current = await this.#store.get(record.id);
      if (
        !current ||
        isSameReason(current.reason, reason) ||
        FINAL_PROMOTION_STATUSES.includes(current.status)
      ) {
        return current;
      }
      const { status, settling } = current;
      await this.#store.update(current, { status, reason, settling });
      this.#onChange(record.entityRef);
      return await this.#store.get(record.id);
    } catch {
      return undefined;
    }
  }

  async #pullRequest(
    record: PromotionRecord,
    { pullRequests }: GitLocation,
  ): Promise<PullRequest | undefined> {
    const undecided = record.status === 'open' || record.status === 'proposed';
    return undecided && record.pullRequest
      ? pullRequests.status(record.pullRequest.number)
      : undefined;
  }

  async #save(
    record: PromotionRecord,
    progress: PromotionProgress,
    mergeCommit: string | undefined,
  ): Promise<PromotionRecord | undefined> {
    const { status, reason, mergedAt, finishedAt, settling } = progress;
    const isNews =
      status !== record.status || !isSameReason(reason, record.reason);
    if (
      !isNews &&
      settling?.since === record.settling?.since &&
      settling?.fingerprint === record.settling?.fingerprint
    ) {
      return record;
    }
    const moved = await this.#store.update(record, {
      status,
      reason,
      mergedAt,
      finishedAt,
      settling,
      ...(mergedAt ? { mergeCommit } : {}),
    });
    if (moved && isNews) {
      this.#logger.info(
        `Promotion ${record.id} of ${record.entityRef} to ${record.to}: ${record.status} → ${status}`,
      );
      this.#onChange(record.entityRef);
    }
    return this.#store.get(record.id);
  }

  /** No event marks the end of a settle time. */
  #checkAgain(record: PromotionRecord, { checkAgainAt }: PromotionProgress) {
    clearTimeout(this.#timers.get(record.id));
    this.#timers.delete(record.id);
    if (checkAgainAt) {
      const delayMs = Math.max(Date.parse(checkAgainAt) - Date.now(), 0) + 50;
      const timer = setTimeout(() => {
        this.#timers.delete(record.id);
        this.reconcile(record);
      }, delayMs);
      timer.unref();
      this.#timers.set(record.id, timer);
    }
  }
}
