import { isDeepStrictEqual } from 'node:util';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import {
  createReason,
  derivePromotionStatus,
  FINAL_PROMOTION_STATUSES,
  isSameReason,
  PromotionProgress,
  PromotionPullRequest,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  GitHosts,
  GitLocation,
  isHostError,
  PullRequest,
  withDeadline,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import type { ReleaseFile } from '../releases/ReleaseFile';
import type { CommitFacts } from './CommitFacts';
import { findMergedElsewhere } from './findMergedElsewhere';
import { findMergedOtherwise } from './findMergedOtherwise';
import type { GateWatch } from './GateWatch';
import type { HostTeller } from './HostTeller';
import { KeyedRuns } from './KeyedRuns';
import { observePullRequest } from './observePullRequest';
import { openReason } from './openReason';
import { pullRequestUnknown } from './PromotionOutbox';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';
import type { PromotionSuperseder } from './PromotionSuperseder';
import type { ProposedPromotions } from './ProposedPromotions';
import { targetFacts } from './targetFacts';
import { targetStatus } from './targetStatus';

const DAY_MS = 24 * 60 * 60 * 1000;
/** For all calls of one run together. */
const DEADLINE_MS = 45_000;
/** What the host said is written again after this time, also when it is the same. */
const REFRESH_MS = 5 * 60 * 1000;

function isSameFacts(
  one: PromotionPullRequest,
  other: PromotionPullRequest | undefined,
): boolean {
  const undated = (facts: PromotionPullRequest | undefined) =>
    facts && {
      ...facts,
      asOf: undefined,
      gates: facts.gates && { ...facts.gates, asOf: undefined },
    };
  return isDeepStrictEqual(
    JSON.parse(JSON.stringify(undated(one))),
    other && JSON.parse(JSON.stringify(undated(other))),
  );
}

function isOld(facts: PromotionPullRequest | undefined): boolean {
  return Date.now() - Date.parse(facts?.asOf ?? '') > REFRESH_MS;
}

/**
 * Brings promotions up to date with the Git host and Argo CD, from their pull request to the end. It keeps no state of its
 * own, so it may run at any time, in several backends at once, and after a restart.
 */
export class PromotionReconciler {
  readonly #store: PromotionStore;
  readonly #hosts: GitHosts;
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
  readonly #releaseFile: ReleaseFile;
  readonly #superseder: PromotionSuperseder;
  readonly #proposed: ProposedPromotions;
  readonly #gateWatch: GateWatch;
  readonly #teller: HostTeller;
  readonly #commits: CommitFacts;
  readonly #settleMs: number;
  readonly #logger: LoggerService;
  readonly #onChange: (entityRef: string) => void;
  readonly #runs = new KeyedRuns<PromotionRecord>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** By promotion and merge commit, which never change. */
  readonly #merged = new Map<string, Reason | undefined>();
  readonly #refused = new Set<string>();

  constructor(options: {
    store: PromotionStore;
    hosts: GitHosts;
    readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
    releaseFile: ReleaseFile;
    superseder: PromotionSuperseder;
    proposed: ProposedPromotions;
    gateWatch: GateWatch;
    teller: HostTeller;
    commits: CommitFacts;
    settleMs: number;
    logger: LoggerService;
    /** Called with the entity ref of a service of which a promotion moved. */
    onChange(entityRef: string): void;
  }) {
    this.#store = options.store;
    this.#hosts = options.hosts;
    this.#readModel = options.readModel;
    this.#releaseFile = options.releaseFile;
    this.#superseder = options.superseder;
    this.#proposed = options.proposed;
    this.#gateWatch = options.gateWatch;
    this.#teller = options.teller;
    this.#commits = options.commits;
    this.#settleMs = options.settleMs;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
  }

  /** Reconciles all promotions that may still change; with `services`, only those of these services. A failure does not stop the others. */
  async reconcileAll(services?: ReadonlySet<string>): Promise<void> {
    const endedSince = new Date(Date.now() - DAY_MS).toISOString();
    for (const record of await this.#store.listUnfinished(endedSince)) {
      if (!services || services.has(parseEntityRef(record.entityRef).name)) {
        await this.reconcile(record);
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
        return (
          (await withDeadline(DEADLINE_MS, () => this.#reconcile(record.id))) ??
          record
        );
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
    const { pull, facts } = await this.#observe(record, location);
    const mergeCommit = record.mergeCommit ?? pull?.mergeCommit;
    const reason = facts && openReason(facts, record.to);
    const progress = derivePromotionStatus(
      {
        recorded: record,
        pullRequest: pull && {
          state: pull.state,
          mergedAt: pull.mergedAt,
          ...(reason ? { reason } : {}),
        },
        mergedOtherwise: mergeCommit
          ? (await findMergedElsewhere(
              facts ?? record.pullRequest,
              mergeCommit,
              location,
            )) ?? (await this.#mergedOtherwise(record, mergeCommit, location))
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
    this.#checkAgain(record, progress);
    const saved = await this.#save(record, progress, { mergeCommit, facts });
    if (saved && pull) {
      await this.#teller.tell(saved, pull, location);
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

  /** Asks the host while it may decide something: before the merge, and after a close that may be taken back. */
  async #observe(
    record: PromotionRecord,
    location: GitLocation,
  ): Promise<{ pull?: PullRequest; facts?: PromotionPullRequest }> {
    const isDecided = !['open', 'proposed', 'rejected', 'superseded'].includes(
      record.status,
    );
    if (isDecided || record.mergedAt) {
      return {};
    }
    const observed = await observePullRequest(record, location, error => {
      if (!this.#refused.has(record.repository)) {
        this.#refused.add(record.repository);
        this.#logger.warn(
          `Checks of pull requests in ${record.repository} are not shown: ${error.message}`,
        );
      }
    });
    if (observed?.pull.state !== 'open') {
      return observed ?? {};
    }
    const gates = await this.#gateWatch.judge(record, observed.facts);
    return {
      pull: observed.pull,
      facts: { ...observed.facts, ...(gates ? { gates } : {}) },
    };
  }

  async #mergedOtherwise(
    record: PromotionRecord,
    mergeCommit: string,
    location: GitLocation,
  ): Promise<Reason | undefined> {
    const key = `${record.id} ${mergeCommit}`;
    if (!this.#merged.has(key)) {
      this.#merged.set(
        key,
        await findMergedOtherwise(
          record,
          mergeCommit,
          location,
          this.#releaseFile,
        ),
      );
    }
    return this.#merged.get(key);
  }

  /** Tells people why a promotion does not move; the next successful run removes the reason. */
  async #explain(
    record: PromotionRecord,
    error: unknown,
  ): Promise<PromotionRecord | undefined> {
    try {
      const current = await this.#store.get(record.id);
      const reason =
        current && !current.pullRequest
          ? pullRequestUnknown(current)
          : createReason(
              'CheckFailed',
              isHostError(error) ? { detail: error.message } : {},
            );
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

  async #save(
    record: PromotionRecord,
    progress: PromotionProgress,
    observed: { mergeCommit?: string; facts?: PromotionPullRequest },
  ): Promise<PromotionRecord | undefined> {
    const { status, reason, mergedAt, finishedAt, settling } = progress;
    const { mergeCommit, facts } = observed;
    const isNews =
      status !== record.status ||
      !isSameReason(reason, record.reason) ||
      (facts !== undefined && !isSameFacts(facts, record.pullRequest));
    if (
      !isNews &&
      settling?.since === record.settling?.since &&
      settling?.fingerprint === record.settling?.fingerprint &&
      !(facts && isOld(record.pullRequest))
    ) {
      return record;
    }
    const moved = await this.#store.update(record, {
      status,
      reason,
      mergedAt,
      finishedAt,
      settling,
      pullRequest: facts,
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
