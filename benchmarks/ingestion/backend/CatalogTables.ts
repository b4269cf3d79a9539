import { createHash } from 'node:crypto';
import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';

const SETTLED_EVERY_MS = 100;

/**
 * Looks into the catalog's own tables for what no API tells: whether anything is still waiting to be processed or
 * stitched, and what a provider gave word for word.
 */
export class CatalogTables {
  /** When the queues were last seen to become empty, in milliseconds since the epoch; undefined while they are not. */
  #settledAt?: number;
  #timer?: NodeJS.Timeout;

  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Looks every 100 ms from now on. The cheap question is asked first: the looking must not be what is measured. */
  watch(): void {
    const look = async () => {
      const busy =
        (await this.#hasRow('stitch_queue')) ||
        (await this.#hasRow('refresh_state', { processed_entity: null }));
      if (busy) {
        this.#settledAt = undefined;
      } else {
        this.#settledAt ??= performance.timeOrigin + performance.now();
      }
    };
    const again = () => {
      this.#timer = setTimeout(
        () => look().catch(process.emitWarning).finally(again),
        SETTLED_EVERY_MS,
      );
    };
    again();
  }

  stopWatching(): void {
    clearTimeout(this.#timer);
  }

  settled(): number | undefined {
    return this.#settledAt;
  }

  /** How many rows the engine keeps, and a fingerprint of all that is served: equal for equal catalogs. */
  async summary() {
    const hash = createHash('sha256');
    const kinds: Record<string, number> = {};
    let withProblems = 0;
    const rows = await this.#knex('final_entities')
      .whereNotNull('final_entity')
      .orderBy('entity_ref')
      .select('final_entity');
    for (const row of rows) {
      const entity: Entity = JSON.parse(row.final_entity);
      const { uid, etag, ...metadata } = entity.metadata;
      kinds[entity.kind] = (kinds[entity.kind] ?? 0) + 1;
      withProblems += entity.spec?.problems ? 1 : 0;
      hash.update(stable({ ...entity, metadata }));
    }
    return {
      kinds,
      withProblems,
      relations: await this.#count('relations'),
      searchRows: await this.#count('search'),
      digest: hash.digest('hex').slice(0, 16),
    };
  }

  /** The entities as the service manifest provider gave them. */
  async given(): Promise<Entity[]> {
    const rows = await this.#knex('refresh_state')
      .whereIn(
        'entity_ref',
        this.#knex('refresh_state_references')
          .where('source_key', 'like', 'service-manifest:%')
          .select('target_entity_ref'),
      )
      .orderBy('entity_ref')
      .select('unprocessed_entity');
    return rows.map(row => JSON.parse(row.unprocessed_entity));
  }

  async #hasRow(table: string, where: Record<string, null> = {}) {
    return Boolean(
      await this.#knex(table).where(where).first(this.#knex.raw(1)),
    );
  }

  async #count(table: string): Promise<number> {
    const [row] = await this.#knex(table).count({ count: '*' });
    return Number(row.count);
  }
}

/** JSON with sorted keys. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}
