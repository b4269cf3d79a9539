import { randomUUID } from 'node:crypto';
import {
  DatabaseService,
  isDatabaseConflictError,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  FINAL_PROMOTION_STATUSES,
  PromotionPullRequest,
  PromotionSettling,
  PromotionStatus,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';
import {
  PromotionIntent,
  PromotionRecord,
  PromotionRow,
  toPromotionRecord,
  toReasonColumns,
} from './PromotionRecord';

const TABLE = 'promotions';
const MAX_HISTORY = 200;

/** A promotion that is about to be proposed. */
export type NewPromotion = Pick<
  PromotionRecord,
  | 'entityRef'
  | 'from'
  | 'to'
  | 'target'
  | 'releaseKey'
  | 'changes'
  | 'release'
  | 'sourceUrl'
  | 'repository'
  | 'baseCommit'
  | 'requestedBy'
  | 'branch'
> & { intent: PromotionIntent };

/** What may change of a promotion. Undefined leaves a field as it is, except for `reason` and `settling`, which go with the status. */
export interface PromotionUpdate {
  status: PromotionStatus;
  reason?: Reason;
  pullRequest?: PromotionPullRequest;
  mergeCommit?: string;
  mergedAt?: string;
  finishedAt?: string;
  settling?: PromotionSettling;
}

/** At most one promotion of a Release to an environment is under way: a unique key sees to it. */
function activeKey(
  promotion: Pick<PromotionRecord, 'entityRef' | 'to' | 'releaseKey'>,
): string {
  return `${promotion.entityRef}|${promotion.to}|${promotion.releaseKey}`;
}

/** Promotions in the plugin's database. */
export class PromotionStore {
  readonly #db: Knex;

  /** Connects, and brings the tables up to date unless the app says it does that itself. */
  static async create(database: DatabaseService): Promise<PromotionStore> {
    const db = await database.getClient();
    if (!database.migrations?.skip) {
      await db.migrate.latest({
        directory: resolvePackagePath(
          '@stonegarden/backstage-plugin-delivery-backend',
          'migrations',
        ),
      });
    }
    return new PromotionStore(db);
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** Records a promotion as `proposed`, or finds the one that is under way for the same Release and environment. */
  async propose(
    promotion: NewPromotion,
  ): Promise<{ record: PromotionRecord; created: boolean }> {
    const known = await this.findActive(promotion);
    if (known) {
      return { record: known, created: false };
    }
    const now = new Date().toISOString();
    const { baseBranch, ...intent } = promotion.intent;
    const row: PromotionRow = {
      id: randomUUID(),
      entity_ref: promotion.entityRef,
      from_environment: promotion.from,
      to_environment: promotion.to,
      target_cluster: promotion.target.cluster,
      target_namespace: promotion.target.namespace,
      release_key: promotion.releaseKey,
      active_key: activeKey(promotion),
      changes: JSON.stringify(promotion.changes),
      release: JSON.stringify(promotion.release),
      status: 'proposed',
      ...toReasonColumns(undefined),
      source_url: promotion.sourceUrl,
      repository: promotion.repository,
      base_commit: promotion.baseCommit,
      pull_request_number: null,
      pull_request_url: null,
      pull_request_title: null,
      merge_commit: null,
      requested_by: promotion.requestedBy,
      created_at: now,
      updated_at: now,
      merged_at: null,
      finished_at: null,
      settling_since: null,
      settling_mark: null,
      branch: promotion.branch,
      base_branch: baseBranch,
      intent: JSON.stringify(intent),
      head_commit: null,
      pull_request_facts: null,
      told: null,
      lease_holder: null,
      lease_until: null,
    };
    try {
      await this.#rows().insert(row);
      return { record: toPromotionRecord(row), created: true };
    } catch (error) {
      // Somebody else asked for the same at the same time.
      const other = isDatabaseConflictError(error)
        ? await this.findActive(promotion)
        : undefined;
      if (other) {
        return { record: other, created: false };
      }
      throw error;
    }
  }

  async get(id: string): Promise<PromotionRecord | undefined> {
    const row = await this.#rows().where({ id }).first();
    return row && toPromotionRecord(row);
  }

  /** The promotion of a Release to an environment that is under way. */
  async findActive(
    promotion: Pick<PromotionRecord, 'entityRef' | 'to' | 'releaseKey'>,
  ): Promise<PromotionRecord | undefined> {
    const row = await this.#rows()
      .where({ active_key: activeKey(promotion) })
      .first();
    return row && toPromotionRecord(row);
  }

  /** Newest first; what happened longer ago than some hundred promotions stays in Git. */
  async list(entityRef: string): Promise<PromotionRecord[]> {
    const rows = await this.#rows()
      .where({ entity_ref: entityRef })
      .orderBy('created_at', 'desc')
      .limit(MAX_HISTORY);
    return rows.map(toPromotionRecord);
  }

  /** All that may still change: under way, or failed after `failedSince` (ISO time). Oldest first. */
  async listUnfinished(failedSince: string): Promise<PromotionRecord[]> {
    const rows = await this.#rows()
      .whereNotIn('status', [...FINAL_PROMOTION_STATUSES])
      .orWhere(failed =>
        failed
          .where('status', 'failed')
          .andWhere('finished_at', '>=', failedSince),
      )
      .orderBy('created_at', 'asc');
    return rows.map(toPromotionRecord);
  }

  async findByPullRequest(
    repository: string,
    number: number,
  ): Promise<PromotionRecord[]> {
    const rows = await this.#rows().where({
      repository,
      pull_request_number: number,
    });
    return rows.map(toPromotionRecord);
  }

  /**
   * Moves a promotion on, unless it was moved meanwhile: `false` means the record is out of date. Final ones give
   * their Release free for another promotion.
   */
  async update(
    record: PromotionRecord,
    update: PromotionUpdate,
  ): Promise<boolean> {
    const final = FINAL_PROMOTION_STATUSES.includes(update.status);
    const { pullRequest } = update;
    const changed = await this.#rows()
      .where({ id: record.id, status: record.status })
      .update({
        status: update.status,
        ...toReasonColumns(update.reason),
        settling_since: update.settling?.since ?? null,
        settling_mark: update.settling?.fingerprint ?? null,
        updated_at: new Date().toISOString(),
        finished_at: final
          ? update.finishedAt ?? new Date().toISOString()
          : null,
        ...(final ? { active_key: null } : {}),
        ...(update.mergedAt ? { merged_at: update.mergedAt } : {}),
        ...(update.mergeCommit ? { merge_commit: update.mergeCommit } : {}),
        ...(pullRequest
          ? {
              pull_request_number: pullRequest.number,
              pull_request_url: pullRequest.url,
              pull_request_title: pullRequest.title,
            }
          : {}),
      });
    return changed > 0;
  }

  /** Forgets a promotion for which no pull request could be opened. */
  async discard(record: PromotionRecord): Promise<void> {
    await this.#rows()
      .where({ id: record.id, status: 'proposed' })
      .whereNull('pull_request_number')
      .delete();
  }

  #rows() {
    return this.#db<PromotionRow>(TABLE);
  }
}
