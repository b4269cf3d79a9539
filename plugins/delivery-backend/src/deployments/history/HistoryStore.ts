import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';
import type { PromotionRow } from '../../promotions/PromotionRecord';
import { DeploymentRow, toDeployment } from '../DeploymentRow';
import type { DoraDeployment } from '../dora/computeDora';
import type { HistoryFilter, HistoryPlaces } from './HistoryFilter';
import { applyFilter, DEPLOYMENTS } from './historyConditions';

/** Where a page ended. */
export interface HistoryCursor {
  from: string;
  id: string;
}

type HistoryRow = DeploymentRow & {
  until: string | null;
  replaced: string | null;
};
type StageTimes = Pick<PromotionRow, 'created_at' | 'id' | 'merged_at'>;

function toHistoryDeployment(
  row: HistoryRow,
  promotion: StageTimes | undefined,
): Deployment {
  return {
    ...toDeployment(row),
    ...(promotion
      ? {
          stages: {
            requestedAt: promotion.created_at,
            ...(promotion.merged_at === null
              ? {}
              : { mergedAt: promotion.merged_at }),
            syncedAt: row.started_at,
            ...(row.healthy_since === null
              ? {}
              : { healthyAt: row.healthy_since }),
          },
        }
      : {}),
  };
}

/** Reads the record of deployments. */
export class HistoryStore {
  readonly #db: Knex;

  /** The tables are brought up to date by {@link PromotionStore.create}. */
  static async create(database: DatabaseService): Promise<HistoryStore> {
    return new HistoryStore(await database.getClient());
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** At most `limit` deployments, newest first, after those of the page that ended there. */
  async page(
    filter: HistoryFilter,
    { after, limit }: { after?: HistoryCursor; limit: number },
  ): Promise<{ items: Deployment[]; next?: HistoryCursor }> {
    const query = this.#deployments()
      .orderBy('it.started_at', 'desc')
      .orderBy('it.id', 'desc')
      .limit(limit + 1);
    applyFilter(query, filter, { newestFirst: true });
    if (after) {
      query
        .where('it.started_at', '<=', after.from)
        .where(older =>
          older
            .where('it.started_at', '<', after.from)
            .orWhere('it.id', '<', after.id),
        );
    }
    const rows: HistoryRow[] = await query;
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await this.#withStages(shown),
      ...(rows.length > limit && last
        ? { next: { from: last.started_at, id: last.id } }
        : {}),
    };
  }

  /** How many deployments are meant; `most + 1` when there are more than `most`. */
  async count(filter: HistoryFilter, most: number): Promise<number> {
    const query = this.#db.from({ it: DEPLOYMENTS }).select('it.id');
    applyFilter(query, filter, { newestFirst: false });
    const [{ number }] = await this.#db
      .from(query.limit(most + 1).as('counted'))
      .count({ number: '*' });
    return Number(number);
  }

  /** A deployment, and the last commit of the one before it in its environment. */
  async get(
    id: string,
  ): Promise<
    { deployment: Deployment; previousRevision?: string } | undefined
  > {
    const row: HistoryRow | undefined = await this.#deployments()
      .where('it.id', id)
      .first();
    if (!row) {
      return undefined;
    }
    const [deployment] = await this.#withStages([row]);
    const previous = await this.#db<DeploymentRow>(DEPLOYMENTS)
      .where({ entity_ref: row.entity_ref, environment: row.environment })
      .where('started_at', '<', row.started_at)
      .orderBy('started_at', 'desc')
      .first('last_revision');
    return {
      deployment,
      ...(previous ? { previousRevision: previous.last_revision } : {}),
    };
  }

  /** The environments that are recorded of each service; of one service where it is given. */
  async listEnvironments(entityRef?: string): Promise<Map<string, string[]>> {
    const query = this.#db<DeploymentRow>(DEPLOYMENTS).distinct(
      'entity_ref',
      'environment',
    );
    if (entityRef !== undefined) {
      query.where({ entity_ref: entityRef });
    }
    const environments = new Map<string, string[]>();
    for (const row of await query) {
      const names = environments.get(row.entity_ref) ?? [];
      environments.set(row.entity_ref, [...names, row.environment]);
    }
    return environments;
  }

  /** What DORA metrics are computed from: deployments that began at `since` (ISO time) or later, in any order. */
  async listForDora(
    places: HistoryPlaces[],
    since: string,
  ): Promise<DoraDeployment[]> {
    const query = this.#db
      .from({ it: DEPLOYMENTS })
      .select(
        'it.entity_ref',
        'it.environment',
        'it.started_at',
        'it.outcome',
        'it.rolled_back_at',
        'it.named_at',
      );
    applyFilter(query, { places, since }, { newestFirst: false });
    const rows: Array<
      Pick<
        DeploymentRow,
        | 'entity_ref'
        | 'environment'
        | 'named_at'
        | 'outcome'
        | 'rolled_back_at'
        | 'started_at'
      >
    > = await query;
    return rows.map(row => ({
      place: `${row.entity_ref}|${row.environment}`,
      from: row.started_at,
      ...(row.outcome === null ? {} : { outcome: row.outcome }),
      rolledBack: row.rolled_back_at !== null,
      ...(row.named_at === null ? {} : { namedAt: row.named_at }),
    }));
  }

  #deployments() {
    const neighbor = (name: string) =>
      this.#db
        .from({ [name]: DEPLOYMENTS })
        .whereRaw(`${name}.entity_ref = it.entity_ref`)
        .whereRaw(`${name}.environment = it.environment`);
    return this.#db
      .from({ it: DEPLOYMENTS })
      .select('it.*')
      .select({
        until: neighbor('next')
          .select('next.started_at')
          .whereRaw('next.started_at > it.started_at')
          .orderBy('next.started_at')
          .limit(1),
        replaced: neighbor('before')
          .select('before.release')
          .whereRaw('before.started_at < it.started_at')
          .orderBy('before.started_at', 'desc')
          .limit(1),
      });
  }

  /** With the times of the promotions that brought them. */
  async #withStages(rows: HistoryRow[]): Promise<Deployment[]> {
    const ids = rows.flatMap(({ promotion_id: id }) => id ?? []);
    const promotions: StageTimes[] =
      ids.length > 0
        ? await this.#db<PromotionRow>('promotions')
            .whereIn('id', ids)
            .select('id', 'created_at', 'merged_at')
        : [];
    const byId = new Map(promotions.map(each => [each.id, each]));
    return rows.map(row =>
      toHistoryDeployment(row, byId.get(row.promotion_id ?? '')),
    );
  }
}
