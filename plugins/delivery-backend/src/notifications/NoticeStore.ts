import {
  type DatabaseService,
  isDatabaseConflictError,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const TABLE = 'promotion_notices';
/** A backend that took a notice in hand and did not say what became of it has ended; longer than sending takes. */
const CLAIM_MS = 2 * 60 * 1000;

interface NoticeRow {
  promotion_id: string;
  key: string;
  claimed_at: string;
  sent_at: string | null;
}

/** What people were notified of, in the plugin's database: of all backends one sends a notice. */
export class NoticeStore {
  readonly #db: Knex;

  /** The tables are brought up to date by `PromotionStore.create`. */
  static async create(database: DatabaseService): Promise<NoticeStore> {
    return new NoticeStore(await database.getClient());
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** Whether the caller is to send a notice: it was not sent, and nobody else has it in hand. */
  async claim(promotionId: string, key: string): Promise<boolean> {
    const now = Date.now();
    const claimed_at = new Date(now).toISOString();
    const known = await this.#row(promotionId, key).first();
    if (!known) {
      try {
        await this.#db<NoticeRow>(TABLE).insert({
          promotion_id: promotionId,
          key,
          claimed_at,
          sent_at: null,
        });
        return true;
      } catch (error) {
        // Another backend was quicker.
        if (isDatabaseConflictError(error)) {
          return false;
        }
        throw error;
      }
    }
    const taken = await this.#row(promotionId, key)
      .whereNull('sent_at')
      .where('claimed_at', '<', new Date(now - CLAIM_MS).toISOString())
      .update({ claimed_at });
    return taken > 0;
  }

  /** It was sent, and is not sent again. */
  async sent(promotionId: string, key: string): Promise<void> {
    await this.#row(promotionId, key).update({
      sent_at: new Date().toISOString(),
    });
  }

  /** It could not be sent: whoever looks next may try. */
  async release(promotionId: string, key: string): Promise<void> {
    await this.#row(promotionId, key).whereNull('sent_at').delete();
  }

  #row(promotionId: string, key: string) {
    return this.#db<NoticeRow>(TABLE).where({ promotion_id: promotionId, key });
  }
}
