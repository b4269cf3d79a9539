import {
  DatabaseService,
  isDatabaseConflictError,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  FINAL_PROMOTION_STATUSES,
  PromotionApproval,
  PromotionPullRequest,
  PromotionSettling,
  PromotionStatus,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';
import {
  NewPromotion,
  newPromotionRow,
  PromotionRecord,
  PromotionRow,
  AlreadyTold,
  toPromotionRecord,
  toPullRequestColumns,
  toReasonColumns,
} from './PromotionRecord';

const TABLE = 'promotions';
const MAX_HISTORY = 200;
/** How often an approval is written again after others approved in the same moment. */
const APPROVAL_ATTEMPTS = 20;

/** What may change of a promotion. Undefined leaves a field as it is, except for `reason` and `settling`, which go with the status. */
export interface PromotionUpdate {
  status: PromotionStatus;
  reason?: Reason;
  pullRequest?: PromotionPullRequest;
  headCommit?: string;
  mergeCommit?: string;
  mergedAt?: string;
  finishedAt?: string;
  settling?: PromotionSettling;
}

/** How long a run may have a promotion in hand before another takes it over; longer than any run takes. */
export const LEASE_MS = 90_000;

/** At most one promotion of a Release to an environment is under way: a unique key sees to it. */
function activeKey(
  promotion: Pick<PromotionRecord, 'entityRef' | 'to' | 'releaseKey'>,
): string {
  return `${promotion.entityRef}|${promotion.to}|${promotion.releaseKey}`;
}

/** Whether it is the same person's approval of the same commit. */
export function isSameApproval(
  one: Pick<PromotionApproval, 'by' | 'commit'>,
  other: Pick<PromotionApproval, 'by' | 'commit'>,
): boolean {
  return one.by === other.by && one.commit === other.commit;
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

  /**
   * Records a promotion as `proposed`, or finds the one that is under way for the same Release and environment. With
   * `renews`, the id of the one that the new one takes the place of, that does not count.
   */
  async propose(
    promotion: NewPromotion,
    options: { renews?: string } = {},
  ): Promise<{ record: PromotionRecord; created: boolean }> {
    const known = await this.findActive(promotion);
    if (known && known.id !== options.renews) {
      return { record: known, created: false };
    }
    const row = newPromotionRow(promotion, activeKey(promotion));
    try {
      await this.#db.transaction(async transaction => {
        if (options.renews) {
          // Both cannot have the Release, and the older one ends when the newer is open.
          await transaction<PromotionRow>(TABLE)
            .where({ id: options.renews, status: 'open' })
            .update({ active_key: null });
        }
        await transaction<PromotionRow>(TABLE).insert(row);
      });
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

  /** The rollback that was opened automatically for a promotion that failed. */
  async findAutomatic(
    promotionId: string,
  ): Promise<PromotionRecord | undefined> {
    const row = await this.#rows()
      .where({ automatic_for: promotionId })
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

  /** Promotions of these services that are merged and have not arrived: those under way, and those whose sync failed after `failedSince` (ISO time). */
  async listUndeployed(
    entityRefs: string[],
    failedSince: string,
  ): Promise<PromotionRecord[]> {
    const rows = await this.#rows()
      .whereIn('entity_ref', entityRefs)
      .whereNotNull('merged_at')
      .andWhere(either =>
        either
          .whereIn('status', ['merged', 'syncing', 'verifying'])
          .orWhere(failed =>
            failed
              .where({ status: 'failed', reason_code: 'SyncFailed' })
              .andWhere('finished_at', '>=', failedSince),
          ),
      );
    return rows.map(toPromotionRecord);
  }

  /**
   * All that may still change: under way, or ended without success after `endedSince` (ISO time), as a target may be
   * repaired and a pull request opened again. Oldest first.
   */
  async listUnfinished(endedSince: string): Promise<PromotionRecord[]> {
    const rows = await this.#rows()
      .whereNotIn('status', [...FINAL_PROMOTION_STATUSES])
      .orWhere(ended =>
        ended
          .whereIn('status', ['failed', 'rejected', 'superseded'])
          .andWhere('finished_at', '>=', endedSince),
      )
      .orderBy('created_at', 'asc');
    return rows.map(toPromotionRecord);
  }

  /** By its number, and by its branch: a pull request may be known at the host and not yet here. */
  async findByPullRequest(
    repository: string,
    pull: { number: number; branch: string },
  ): Promise<PromotionRecord[]> {
    const rows = await this.#rows()
      .where({ repository })
      .andWhere(either =>
        either
          .where({ pull_request_number: pull.number })
          .orWhere({ branch: pull.branch }),
      );
    return rows.map(toPromotionRecord);
  }

  /**
   * Takes a promotion that has no pull request yet in hand, for {@link LEASE_MS}; with `steal`, also one that another run
   * has in hand, which is safe for steps that may be done twice. Undefined when it is gone, has moved, or is in hand.
   */
  async lease(
    id: string,
    holder: string,
    options: { steal: boolean },
  ): Promise<PromotionRecord | undefined> {
    const now = Date.now();
    const query = this.#proposed(id);
    if (!options.steal) {
      query.andWhere(free =>
        free
          .whereNull('lease_until')
          .orWhere('lease_until', '<', new Date(now).toISOString()),
      );
    }
    const taken = await query.update({
      lease_holder: holder,
      lease_until: new Date(now + LEASE_MS).toISOString(),
    });
    return taken > 0 ? this.get(id) : undefined;
  }

  /** Lets others take a promotion in hand. */
  async release(id: string, holder: string): Promise<void> {
    await this.#proposed(id)
      .andWhere({ lease_holder: holder })
      .update({ lease_holder: null, lease_until: null });
  }

  /** Records the commit of a promotion, once: others may have made one at the same time. Returns the record as it is then. */
  async setHead(
    id: string,
    commit: string,
  ): Promise<PromotionRecord | undefined> {
    await this.#proposed(id)
      .whereNull('head_commit')
      .update({ head_commit: commit });
    return this.get(id);
  }

  /** Records the branch that is asked for next. */
  async setBranch(id: string, branch: string): Promise<void> {
    await this.#proposed(id).update({ branch });
  }

  /** Why a promotion has no pull request yet. */
  async explainProposed(id: string, reason: Reason): Promise<void> {
    await this.#proposed(id).update(toReasonColumns(reason));
  }

  /** What is not merged goes by these protected environments from now on; what is merged keeps what held then. */
  async setProtected(environments: readonly string[]): Promise<void> {
    // A rollback waits for no approval.
    const unmerged = () =>
      this.#rows().whereNull('merged_at').whereNull('rollback');
    await unmerged()
      .whereIn('to_environment', [...environments])
      .update({ requires_approval: true });
    await unmerged()
      .whereNotIn('to_environment', [...environments])
      .update({ requires_approval: false });
  }

  /**
   * Records an approval, once for each person and commit; `created` is false when it was there. Undefined when the promotion is
   * gone, is not open any more, or has another commit.
   */
  async approve(
    id: string,
    approval: PromotionApproval,
  ): Promise<{ record: PromotionRecord; created: boolean } | undefined> {
    for (let attempt = 1; attempt <= APPROVAL_ATTEMPTS; attempt += 1) {
      const row = await this.#rows().where({ id }).first();
      const record = row && toPromotionRecord(row);
      if (!record) {
        return undefined;
      }
      const approvals = record.approvals ?? [];
      if (approvals.some(known => isSameApproval(known, approval))) {
        return { record, created: false };
      }
      // Whoever approves in the same moment must not be lost.
      const changed = await this.#rows()
        .where({
          id,
          status: 'open',
          head_commit: approval.commit,
          approvals: row.approvals,
        })
        .update({
          approvals: JSON.stringify([...approvals, approval]),
          updated_at: approval.at,
        });
      const current = await this.get(id);
      if (current && changed > 0) {
        return { record: current, created: true };
      }
      if (
        current?.status !== 'open' ||
        current.headCommit !== approval.commit
      ) {
        return undefined;
      }
    }
    throw new ConflictError(
      'Others approved the promotion at the same time, and yours could not be recorded. Try again.',
    );
  }

  /** What was told beside the pull request. */
  async setTold(id: string, told: AlreadyTold): Promise<void> {
    await this.#rows()
      .where({ id })
      .update({ told: JSON.stringify(told) });
  }

  /**
   * Moves a promotion on, unless it was moved meanwhile: `false` means the record is out of date. Final ones give
   * their Release free for another promotion.
   */
  async update(
    record: PromotionRecord,
    update: PromotionUpdate,
  ): Promise<boolean> {
    const isFinal = FINAL_PROMOTION_STATUSES.includes(update.status);
    const wasFinal = FINAL_PROMOTION_STATUSES.includes(record.status);
    const { pullRequest } = update;
    const columns: Partial<PromotionRow> = {
      status: update.status,
      ...toReasonColumns(update.reason),
      settling_since: update.settling?.since ?? null,
      settling_mark: update.settling?.fingerprint ?? null,
      updated_at: new Date().toISOString(),
      finished_at: isFinal
        ? update.finishedAt ?? new Date().toISOString()
        : null,
      ...(isFinal ? { active_key: null } : {}),
      ...(update.mergedAt ? { merged_at: update.mergedAt } : {}),
      ...(update.mergeCommit ? { merge_commit: update.mergeCommit } : {}),
      ...(update.headCommit ? { head_commit: update.headCommit } : {}),
      ...(pullRequest ? toPullRequestColumns(pullRequest) : {}),
    };
    const write = async (more: Partial<PromotionRow>) => {
      const changed = await this.#rows()
        .where({ id: record.id, status: record.status })
        .update({ ...columns, ...more });
      return changed > 0;
    };
    if (!wasFinal || isFinal) {
      return write({});
    }
    try {
      return await write({ active_key: activeKey(record) });
    } catch (error) {
      // The Release was promoted again meanwhile; the newer one takes the place of this one.
      if (isDatabaseConflictError(error)) {
        return write({});
      }
      throw error;
    }
  }

  /** Forgets a promotion for which there is no pull request, unless another run has it in hand. */
  async discard(record: PromotionRecord, holder: string): Promise<boolean> {
    return this.#db.transaction(async transaction => {
      const deleted = await transaction<PromotionRow>(TABLE)
        .where({ id: record.id, status: 'proposed', lease_holder: holder })
        .whereNull('pull_request_number')
        .delete();
      if (deleted > 0) {
        // It may have been the renewal of one that is open still.
        const renewed = await transaction<PromotionRow>(TABLE)
          .where({
            entity_ref: record.entityRef,
            to_environment: record.to,
            release_key: record.releaseKey,
            status: 'open',
          })
          .orderBy('created_at', 'desc')
          .first('id');
        if (renewed) {
          await transaction<PromotionRow>(TABLE)
            .where({ id: renewed.id })
            .update({ active_key: activeKey(record) });
        }
      }
      return deleted > 0;
    });
  }

  #proposed(id: string) {
    return this.#rows()
      .where({ id, status: 'proposed' })
      .whereNull('pull_request_number');
  }

  #rows() {
    return this.#db<PromotionRow>(TABLE);
  }
}
