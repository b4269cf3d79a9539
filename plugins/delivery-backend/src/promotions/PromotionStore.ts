import {
  DatabaseService,
  isDatabaseConflictError,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  FINAL_PROMOTION_STATUSES,
  PromotionApproval,
  PromotionOverride,
  PromotionPullRequest,
  PromotionSettling,
  PromotionStatus,
  Reason,
  RequiredApprovals,
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
import { activeKey, PROMOTIONS, PromotionQueries } from './PromotionQueries';
import { recordApproval } from './recordApproval';
import { recordOverride } from './recordOverride';
import { isApprovalRequired } from './tallyApprovals';

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

/** Promotions in the plugin's database: how they are read, recorded and moved on. */
export class PromotionStore extends PromotionQueries {
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
    super(db);
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
      await this.db.transaction(async transaction => {
        if (options.renews) {
          // Both cannot have the Release, and the older one ends when the newer is open.
          await transaction<PromotionRow>(PROMOTIONS)
            .where({ id: options.renews, status: 'open' })
            .update({ active_key: null });
        }
        await transaction<PromotionRow>(PROMOTIONS).insert(row);
      });
      return { record: toPromotionRecord(row), created: true };
    } catch (error) {
      // Somebody else asked for the same at the same time.
      const other = isDatabaseConflictError(error)
        ? (await this.findActive(promotion)) ??
          (promotion.automatic && (await this.findAutomaticOpening(promotion)))
        : undefined;
      if (other) {
        return { record: other, created: false };
      }
      throw error;
    }
  }

  /**
   * Records promotions that one pull request is to bring as `proposed`: all of them, or none. Undefined when one of the Releases
   * is under way to its environment already.
   */
  async proposeTogether(
    promotions: readonly NewPromotion[],
  ): Promise<PromotionRecord[] | undefined> {
    const rows = promotions.map(each => newPromotionRow(each, activeKey(each)));
    try {
      await this.db.transaction(async transaction => {
        await transaction<PromotionRow>(PROMOTIONS).insert(rows);
      });
      return rows.map(toPromotionRecord);
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * The commit status of a pull request that several share; undefined while it is not known what the host has. With `claim` only
   * while that is what is recorded.
   */
  async setSharedStatus(
    sharedId: string,
    status: string | undefined,
    claim?: string,
  ): Promise<void> {
    await this.rows()
      .where({
        shared_id: sharedId,
        ...(claim ? { shared_status: claim } : {}),
      })
      .update({ shared_status: status ?? null });
  }

  /**
   * Records that the commit status of a pull request that several share is being written, in place of what is known of it. False
   * while another run writes it: what is recorded begins with `marker`, and does not sort before `deadBefore`.
   */
  async claimSharedStatus(
    sharedId: string,
    claim: string,
    { marker, deadBefore }: { marker: string; deadBefore: string },
  ): Promise<boolean> {
    const claimed = await this.rows()
      .where({ shared_id: sharedId })
      .andWhere(free =>
        free
          .whereNull('shared_status')
          .orWhereNot('shared_status', 'like', `${marker}%`)
          .orWhere('shared_status', '<', deadBefore),
      )
      .update({ shared_status: claim });
    return claimed > 0;
  }

  /** The train that a promotion goes with; one that has one keeps it. */
  async setTrain(id: string, train: string): Promise<void> {
    await this.rows()
      .where({ id })
      .whereNull('train_id')
      .update({ train_id: train });
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

  /**
   * What is not merged, and was recorded without its own policy, goes by these protected environments from now on; what is merged
   * keeps what held then.
   */
  async setProtected(environments: readonly string[]): Promise<void> {
    // A rollback waits for no approval.
    const unmerged = () =>
      this.rows()
        .whereNull('merged_at')
        .whereNull('rollback')
        .whereNull('required_approvals');
    await unmerged()
      .whereIn('to_environment', [...environments])
      .update({ requires_approval: true });
    await unmerged()
      .whereNotIn('to_environment', [...environments])
      .update({ requires_approval: false });
  }

  /** Records that more approvals are required than before, of what is not merged. */
  async requireApprovals(
    id: string,
    required: RequiredApprovals,
  ): Promise<void> {
    await this.rows()
      .where({ id })
      .whereNull('merged_at')
      .whereNull('rollback')
      .update({
        requires_approval: isApprovalRequired(required),
        required_approvals: JSON.stringify(required),
      });
  }

  /** As {@link recordApproval}. */
  approve(
    id: string,
    approval: PromotionApproval,
  ): Promise<{ record: PromotionRecord; created: boolean } | undefined> {
    return recordApproval(this.db, id, approval);
  }

  /** As {@link recordOverride}. */
  override(
    id: string,
    override: PromotionOverride & { commit: string },
  ): Promise<{ record: PromotionRecord; created: boolean } | undefined> {
    return recordOverride(this.db, id, override);
  }

  /** What was told beside the pull request. */
  async setTold(id: string, told: AlreadyTold): Promise<void> {
    await this.rows()
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
      const changed = await this.rows()
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

  /** Forgets a promotion for which there is no pull request, with all that it was to bring, unless another run has it in hand. */
  async discard(record: PromotionRecord, holder: string): Promise<boolean> {
    return this.db.transaction(async transaction => {
      const deleted = await transaction<PromotionRow>(PROMOTIONS)
        .where(
          record.sharedId ? { shared_id: record.sharedId } : { id: record.id },
        )
        .andWhere({ status: 'proposed', lease_holder: holder })
        .whereNull('pull_request_number')
        .delete();
      if (deleted > 0) {
        // It may have been the renewal of one that is open still.
        const renewed = await transaction<PromotionRow>(PROMOTIONS)
          .where({
            entity_ref: record.entityRef,
            to_environment: record.to,
            release_key: record.releaseKey,
            status: 'open',
          })
          .orderBy('created_at', 'desc')
          .first('id');
        if (renewed) {
          await transaction<PromotionRow>(PROMOTIONS)
            .where({ id: renewed.id })
            .update({ active_key: activeKey(record) });
        }
      }
      return deleted > 0;
    });
  }

  /** With it, all that its pull request is to bring: they are in hand, opened and given up together. */
  #proposed(id: string) {
    const shared = this.rows()
      .where({ id })
      .whereNotNull('shared_id')
      .select('shared_id');
    return this.rows()
      .where(own => own.where({ id }).orWhereIn('shared_id', shared))
      .andWhere({ status: 'proposed' })
      .whereNull('pull_request_number');
  }
}
