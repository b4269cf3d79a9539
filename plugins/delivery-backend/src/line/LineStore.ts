import { randomUUID } from 'node:crypto';
import {
  DatabaseService,
  isDatabaseConflictError,
} from '@backstage/backend-plugin-api';
import type { LineStop } from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';

const TABLE = 'line_stops';
/** There is one line: the database lets it be stopped once at a time, whichever backend asks. */
const ACTIVE = 'line';

interface LineStopRow {
  id: string;
  active_key: string | null;
  reason: string;
  stopped_by: string;
  stopped_at: string;
  resumed_by: string | null;
  resumed_at: string | null;
}

/** Stops of the line in the plugin's database, those that are over too. */
export class LineStore {
  readonly #db: Knex;

  /** The tables are brought up to date by {@link PromotionStore.create}. */
  static async create(database: DatabaseService): Promise<LineStore> {
    return new LineStore(await database.getClient());
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** Why the line is stopped; undefined while it runs. */
  async current(): Promise<LineStop | undefined> {
    const row = await this.#rows().where({ active_key: ACTIVE }).first();
    return row && toLineStop(row);
  }

  /** Stops it. False when it was stopped already: the first stop stays as it is. */
  async stop({
    reason,
    by,
  }: Pick<LineStop, 'reason' | 'by'>): Promise<boolean> {
    if (await this.current()) {
      return false;
    }
    try {
      await this.#rows().insert({
        id: randomUUID(),
        active_key: ACTIVE,
        reason,
        stopped_by: by,
        stopped_at: new Date().toISOString(),
        resumed_by: null,
        resumed_at: null,
      });
      return true;
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return false;
      }
      throw error;
    }
  }

  /** Lets it go on. False when it was running already. */
  async resume({ by }: Pick<LineStop, 'by'>): Promise<boolean> {
    const changed = await this.#rows().where({ active_key: ACTIVE }).update({
      active_key: null,
      resumed_by: by,
      resumed_at: new Date().toISOString(),
    });
    return changed > 0;
  }

  #rows() {
    return this.#db<LineStopRow>(TABLE);
  }
}

function toLineStop({ reason, stopped_by, stopped_at }: LineStopRow): LineStop {
  return { reason, by: stopped_by, at: stopped_at };
}
