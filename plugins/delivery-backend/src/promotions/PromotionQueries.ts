import { FINAL_PROMOTION_STATUSES } from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';
import {
  automaticKey,
  PromotionRecord,
  PromotionRow,
  toPromotionRecord,
} from './PromotionRecord';

/** The table. */
export const PROMOTIONS = 'promotions';
const MAX_HISTORY = 200;

/** At most one promotion of a Release to an environment is under way: a unique key sees to it. */
export function activeKey(
  promotion: Pick<PromotionRecord, 'entityRef' | 'to' | 'releaseKey'>,
): string {
  return `${promotion.entityRef}|${promotion.to}|${promotion.releaseKey}`;
}

/** Finds promotions in the plugin's database. */
export class PromotionQueries {
  protected readonly db: Knex;

  constructor(db: Knex) {
    this.db = db;
  }

  async get(id: string): Promise<PromotionRecord | undefined> {
    const row = await this.rows().where({ id }).first();
    return row && toPromotionRecord(row);
  }

  /** The promotion of a Release to an environment that is under way. */
  async findActive(
    promotion: Pick<PromotionRecord, 'entityRef' | 'to' | 'releaseKey'>,
  ): Promise<PromotionRecord | undefined> {
    const row = await this.rows()
      .where({ active_key: activeKey(promotion) })
      .first();
    return row && toPromotionRecord(row);
  }

  /** The rollback that was opened automatically for a promotion that failed. */
  async findAutomatic(
    promotionId: string,
  ): Promise<PromotionRecord | undefined> {
    const row = await this.rows().where({ automatic_for: promotionId }).first();
    return row && toPromotionRecord(row);
  }

  /** The promotion of a Release to an environment that the portal opened by itself. */
  async findAutomaticOpening(
    promotion: Pick<PromotionRecord, 'entityRef' | 'to' | 'releaseKey'>,
  ): Promise<PromotionRecord | undefined> {
    const row = await this.rows()
      .where({ automatic_key: automaticKey(promotion) })
      .first();
    return row && toPromotionRecord(row);
  }

  /** Whether a Release was ever asked for in an environment, by whomever and whatever became of it. */
  async wasAskedFor(
    promotion: Pick<PromotionRecord, 'entityRef' | 'to' | 'releaseKey'>,
  ): Promise<boolean> {
    const { entityRef, to, releaseKey } = promotion;
    const row = await this.rows()
      .where({
        entity_ref: entityRef,
        to_environment: to,
        release_key: releaseKey,
      })
      .first('id');
    return row !== undefined;
  }

  /** All promotions that one pull request brings, in the order of their services; a promotion with its own is alone. */
  async listSharing(
    record: Pick<PromotionRecord, 'id' | 'sharedId'>,
  ): Promise<PromotionRecord[]> {
    const { id, sharedId } = record;
    const rows = await this.rows()
      .where(sharedId ? { shared_id: sharedId } : { id })
      .orderBy('entity_ref');
    return rows.map(toPromotionRecord);
  }

  /** What a train opened, oldest first. */
  async listOfTrain(train: string): Promise<PromotionRecord[]> {
    const rows = await this.rows()
      .where({ train_id: train })
      .orderBy('created_at', 'asc');
    return rows.map(toPromotionRecord);
  }

  /** Those of these ids that there are. */
  async listByIds(ids: readonly string[]): Promise<PromotionRecord[]> {
    const rows = await this.rows().whereIn('id', [...ids]);
    return rows.map(toPromotionRecord);
  }

  /** Newest first; what happened longer ago than some hundred promotions stays in Git. */
  async list(entityRef: string): Promise<PromotionRecord[]> {
    const rows = await this.rows()
      .where({ entity_ref: entityRef })
      .orderBy('created_at', 'desc')
      .limit(MAX_HISTORY);
    return rows.map(toPromotionRecord);
  }

  /** Promotions and rollbacks of all services that have not ended, newest first, at most `limit`. */
  async listUnderWay(limit: number): Promise<PromotionRecord[]> {
    const rows = await this.rows()
      .whereNotIn('status', [...FINAL_PROMOTION_STATUSES])
      .orderBy('created_at', 'desc')
      .limit(limit);
    return rows.map(toPromotionRecord);
  }

  /** Promotions of these services that are merged and have not arrived: those under way, and those whose sync failed after `failedSince` (ISO time). */
  async listUndeployed(
    entityRefs: string[],
    failedSince: string,
  ): Promise<PromotionRecord[]> {
    const rows = await this.rows()
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
    const rows = await this.rows()
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
    const rows = await this.rows()
      .where({ repository })
      .andWhere(either =>
        either
          .where({ pull_request_number: pull.number })
          .orWhere({ branch: pull.branch }),
      );
    return rows.map(toPromotionRecord);
  }

  protected rows() {
    return this.db<PromotionRow>(PROMOTIONS);
  }
}
