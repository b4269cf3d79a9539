import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import {
  derivePromotionStatus,
  PromotionProgress,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  GitHosts,
  withDeadline,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { awaitsChecksUntil } from './awaitsChecksUntil';
import type { CommitFacts } from './CommitFacts';
import type { DirectMerger } from './DirectMerger';
import { ReconcileTrigger, strongestTrigger } from './dueObservation';
import type { HostTeller } from './HostTeller';
import { KeyedRuns } from './KeyedRuns';
import { openReason } from './openReason';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';
import type { PromotionSuperseder } from './PromotionSuperseder';
import type { ProposedPromotions } from './ProposedPromotions';
import type { PullRequestObserver } from './PullRequestObserver';
import type { ReconciledPromotions } from './ReconciledPromotions';
import { targetFacts } from './targetFacts';
import { targetStatus } from './targetStatus';

const DAY_MS = 24 * 60 * 60 * 1000;
/** For all calls of one run together. */
const DEADLINE_MS = 45_000;

/**
 * Brings promotions up to date with the Git host and Argo CD, from their pull request to the end. It keeps no state of its
 * own, so it may run at any time, in several backends at once, and after a restart.
 */
export class PromotionReconciler {
  readonly #store: PromotionStore;
  readonly #hosts: GitHosts;
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
  readonly #superseder: PromotionSuperseder;
  readonly #proposed: ProposedPromotions;
  readonly #observer: PullRequestObserver;
  readonly #reconciled: ReconciledPromotions;
  readonly #teller: HostTeller;
  readonly #merger: Pick<DirectMerger, 'mergeIfDue'>;
  readonly #commits: CommitFacts;
  readonly #settleMs: number;
  readonly #logger: LoggerService;
  readonly #onChange: (entityRef: string) => void;
  readonly #listeners: Array<(record: PromotionRecord) => void> = [];
  readonly #runs = new KeyedRuns<ReconcileTrigger, PromotionRecord>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(options: {
    store: PromotionStore;
    hosts: GitHosts;
    readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
    superseder: PromotionSuperseder;
    proposed: ProposedPromotions;
    observer: PullRequestObserver;
    reconciled: ReconciledPromotions;
    teller: HostTeller;
    merger: Pick<DirectMerger, 'mergeIfDue'>;
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
    this.#proposed = options.proposed;
    this.#observer = options.observer;
    this.#reconciled = options.reconciled;
    this.#teller = options.teller;
    this.#merger = options.merger;
    this.#commits = options.commits;
    this.#settleMs = options.settleMs;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
  }

  /** Tells of each promotion that was brought up to date, whether it moved or not. */
  subscribe(listener: (record: PromotionRecord) => void): void {
    this.#listeners.push(listener);
  }

  /** Reconciles all promotions that may still change; with `services`, only those of these services. A failure does not stop the others. */
  async reconcileAll(options: {
    trigger: ReconcileTrigger;
    /** Names. */
    services?: ReadonlySet<string>;
  }): Promise<void> {
    const { trigger, services } = options;
    const endedSince = new Date(Date.now() - DAY_MS).toISOString();
    for (const record of await this.#store.listUnfinished(endedSince)) {
      if (!services || services.has(parseEntityRef(record.entityRef).name)) {
        await this.reconcile(record, trigger);
      }
    }
  }

  /** Reconciles what a pull request at the host is about. An event is only a hint: the host is asked what is true. */
  async reconcilePullRequest(
    repository: string,
    pull: { number: number; branch: string },
  ): Promise<void> {
    const records = await this.#store.findByPullRequest(repository, pull);
    for (const record of records) {
      await this.reconcile(record, 'pull-request');
    }
  }

  /**
   * Brings one promotion up to date and returns it. Does not fail when a host does not answer. A call during a run leads
   * to one more run: it may have been caused by an event of Argo CD that the running one did not see.
   */
  reconcile(
    record: PromotionRecord,
    trigger: ReconcileTrigger,
  ): Promise<PromotionRecord> {
    return this.#runs.run(record.id, trigger, async triggers => {
      try {
        const reconciled = await withDeadline(DEADLINE_MS, () =>
          this.#reconcile(record.id, strongestTrigger(triggers)),
        );
        if (reconciled) {
          this.#listeners.forEach(listener => listener(reconciled));
        }
        return reconciled ?? record;
      } catch (error) {
        this.#logger.warn(
          `Promotion ${record.id} of ${
            record.entityRef
          } could not be reconciled: ${stringifyError(error)}`,
        );
        return (await this.#reconciled.explain(record, error)) ?? record;
      }
    });
  }

  stop(): void {
    this.#timers.forEach(timer => clearTimeout(timer));
    this.#timers.clear();
  }

  async #reconcile(
    id: string,
    trigger: ReconcileTrigger,
  ): Promise<PromotionRecord | undefined> {
    const known = await this.#store.get(id);
    const record =
      known && !known.pullRequest ? await this.#takeUp(known) : known;
    if (!record?.pullRequest) {
      return record;
    }
    if (await this.#supersede(record)) {
      this.#onChange(record.entityRef);
      return this.#store.get(id);
    }
    const location = await this.#hosts.resolve(record.sourceUrl);
    const observed = await this.#observer.observe(record, location, trigger);
    const mergeCommit = record.mergeCommit ?? observed?.pull.mergeCommit;
    const { retargeted } = observed?.facts ?? record.pullRequest;
    const reason = observed && openReason(observed.facts, record.to);
    const progress = derivePromotionStatus(
      {
        recorded: record,
        pullRequest: observed && {
          state: observed.pull.state,
          mergedAt: observed.pull.mergedAt,
          ...(reason ? { reason } : {}),
        },
        mergedOtherwise: mergeCommit
          ? await this.#commits.findDeviation(location, record, {
              mergeCommit,
              retargeted,
            })
          : undefined,
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
    const saved = await this.#reconciled.save(record, progress, {
      mergeCommit,
      facts: observed?.facts,
    });
    this.#checkAgain(saved ?? record, progress);
    if (saved && observed) {
      const { pull } = observed;
      // The host is told what the gates say before anything is merged; the rest does not keep a merge waiting.
      await this.#teller.tell(saved, pull, location);
      const isMerged = await this.#merger.mergeIfDue(saved, observed, location);
      await this.#teller.mark(saved, pull, location, { isMerged });
      if (isMerged) {
        // The run after this one finds it merged.
        this.reconcile(saved, 'pull-request');
      }
    }
    return saved;
  }

  async #takeUp(record: PromotionRecord): Promise<PromotionRecord | undefined> {
    const taken = await this.#proposed.takeUp(record);
    if (!taken || taken.pullRequest) {
      this.#onChange(record.entityRef);
    }
    return taken;
  }

  /** A promotion that could not be superseded is still reconciled. */
  async #supersede(record: PromotionRecord): Promise<boolean> {
    try {
      return await this.#superseder.supersede(record);
    } catch (error) {
      this.#logger.warn(
        `Promotion ${record.id} of ${
          record.entityRef
        } could not be ended yet: ${stringifyError(error)}`,
      );
      return false;
    }
  }

  /**
   * No event marks the end of a settle time, nor that of a soak or a freeze, nor that checks have had time to begin. Those of gates
   * and checks are also due by the schedule, so that none is missed by a restart.
   */
  #checkAgain(record: PromotionRecord, { checkAgainAt }: PromotionProgress) {
    clearTimeout(this.#timers.get(record.id));
    this.#timers.delete(record.id);
    const { pullRequest, status } = record;
    const checksBegunAt = awaitsChecksUntil(record) ?? NaN;
    const times = [
      checksBegunAt > Date.now() ? checksBegunAt : NaN,
      Date.parse(checkAgainAt ?? ''),
      status === 'open' ? Date.parse(pullRequest?.gates?.changesAt ?? '') : NaN,
    ].filter(time => !Number.isNaN(time));
    const delayMs = Math.max(Math.min(...times) - Date.now(), 0) + 50;
    if (delayMs <= DAY_MS) {
      const timer = setTimeout(() => {
        this.#timers.delete(record.id);
        this.reconcile(record, 'schedule');
      }, delayMs);
      timer.unref();
      this.#timers.set(record.id, timer);
    }
  }
}
