import { randomUUID } from 'node:crypto';
import {
  DatabaseService,
  isDatabaseConflictError,
} from '@backstage/backend-plugin-api';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';
import {
  DeploymentPlace,
  DeploymentRow,
  factColumns,
  placeColumns,
  RecordedSpan,
  spanColumns,
  toDeployment,
  toSpan,
} from './DeploymentRow';
import { forgetFacts } from './DeploymentFactsStore';
import { lockEnvironment } from './lockEnvironment';
import { findUnrecorded, HistoryEntry, mergeHistory } from './mergeHistory';

const TABLE = 'deployments';
/** Databases bound the parameters of a statement; the next run takes the rest. */
const PRUNE_LIMIT = 500;

type RowWithEnd = DeploymentRow & { until: string | null };

/** Deployments in the plugin's database. Several backends may record the same at the same time. */
export class DeploymentStore {
  readonly #db: Knex;

  /** The tables are brought up to date by {@link PromotionStore.create}. */
  static async create(database: DatabaseService): Promise<DeploymentStore> {
    return new DeploymentStore(await database.getClient());
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** The entries, oldest first, that are not recorded yet. */
  async findUnrecorded<T extends HistoryEntry>(
    place: DeploymentPlace,
    entries: T[],
  ): Promise<T[]> {
    return findUnrecorded(await this.#spans(this.#db, place, entries), entries);
  }

  /** Takes in what an Application's history says, oldest first. Recording it again changes nothing. */
  async record(place: DeploymentPlace, entries: HistoryEntry[]): Promise<void> {
    await this.#db.transaction(async transaction => {
      await lockEnvironment(transaction, place);
      const rows = () => transaction<DeploymentRow>(TABLE);
      const known = await this.#spans(transaction, place, entries);
      const merged = mergeHistory(known, entries);
      const { added, changed, absorbed } = merged;
      const facts = new Map(absorbed.map(({ span, by }) => [by, span.row]));
      for (const { span } of absorbed) {
        await rows().where({ id: span.row.id }).delete();
      }
      for (const { span, by } of changed) {
        await rows()
          .where({ id: span.row.id })
          .update({
            ...spanColumns(by),
            ...factColumns(span.row, facts.get(by)),
          });
      }
      if (added.length > 0) {
        await rows()
          .insert(
            added.map(span => ({
              id: randomUUID(),
              ...placeColumns(place),
              ...spanColumns(span),
              ...factColumns(facts.get(span)),
            })),
          )
          .onConflict()
          .ignore();
      }
      const learned = changed.filter(
        ({ span, by }) => !span.release && by.release,
      );
      const since = [...added, ...[...absorbed, ...learned].map(({ by }) => by)]
        .map(({ from }) => from)
        .sort()
        .at(0);
      if (since !== undefined) {
        await forgetFacts(transaction, place, since);
      }
    });
  }

  /**
   * Notes that the deployment whose last sync was at `syncedAt` is healthy. Of when it was so first, the first who says so is
   * believed; the period in which it was so last begins again when it became healthy again.
   */
  async recordHealthy(
    place: DeploymentPlace,
    syncedAt: string,
    { since, becameAt }: { since: string; becameAt?: string },
  ): Promise<void> {
    const rows = () =>
      this.#rows().where({ ...placeColumns(place), last_synced_at: syncedAt });
    const isNew = await rows().whereNull('healthy_since').update({
      healthy_since: since,
      last_healthy_since: since,
      degraded_at: null,
      outcome: 'succeeded',
    });
    if (isNew > 0) {
      return;
    }
    const period = becameAt ?? since;
    await rows()
      .where(began => {
        began
          .whereNull('last_healthy_since')
          .orWhere('degraded_at', '<', period);
        if (becameAt !== undefined) {
          began.orWhere('last_healthy_since', '<', becameAt);
        }
      })
      // What was seen before it became Degraded says nothing.
      .where(isLater =>
        isLater.whereNull('degraded_at').orWhere('degraded_at', '<', period),
      )
      .update({
        last_healthy_since: this.#db.raw(
          'case when healthy_since > ? then healthy_since else ? end',
          [period, period],
        ),
        degraded_at: null,
      });
  }

  /** Notes that the deployment whose last sync was at `syncedAt` is degraded since a time: it failed, unless it was healthy before. */
  async recordDegraded(
    place: DeploymentPlace,
    syncedAt: string,
    at: string,
  ): Promise<void> {
    const rows = () =>
      this.#rows().where({ ...placeColumns(place), last_synced_at: syncedAt });
    await rows().whereNull('outcome').update({ outcome: 'failed' });
    await rows()
      .where({ outcome: 'succeeded' })
      .whereNull('degraded_at')
      // Seen by somebody who does not know yet that it is healthy again.
      .where(isLater =>
        isLater
          .whereNull('last_healthy_since')
          .orWhere('last_healthy_since', '<=', at),
      )
      .update({ degraded_at: at });
  }

  /** Notes that the verification of a deployment failed, unless it is known what became of it. */
  async recordFailed(id: string): Promise<void> {
    await this.#rows()
      .where({ id })
      .whereNull('outcome')
      .update({ outcome: 'failed' });
  }

  /** Says which promotion brought a deployment. A promotion brings one deployment, and the first link stays. */
  async linkPromotion(deployment: string, promotion: string): Promise<void> {
    try {
      await this.#rows()
        .where({ id: deployment })
        .whereNull('promotion_id')
        .update({ promotion_id: promotion, facts_at: null });
    } catch (error) {
      if (!isDatabaseConflictError(error)) {
        throw error;
      }
    }
  }

  async get(id: string): Promise<Deployment | undefined> {
    const [row]: RowWithEnd[] = await this.#withEnd().where('it.id', id);
    return row && toDeployment(row);
  }

  /** The newest of each environment of a service, at most so many of each; newest first. One query for all. */
  async latest(
    entityRef: string,
    perEnvironment: number,
  ): Promise<Deployment[]> {
    const newestFirst =
      'over (partition by environment order by started_at desc)';
    const ranked = this.#rows()
      .select('*')
      .select({
        place: this.#db.raw(`row_number() ${newestFirst}`),
        until: this.#db.raw(`lag(started_at) ${newestFirst}`),
        replaced: this.#db.raw(`lead(release) ${newestFirst}`),
      })
      .where({ entity_ref: entityRef })
      .as('ranked');
    const rows: RowWithEnd[] = await this.#db
      .from(ranked)
      .where('place', '<=', perEnvironment)
      .orderBy('started_at', 'desc');
    return rows.map(toDeployment);
  }

  /** Newest first: of a service, or of one of its environments. `before` (ISO time) continues after a page's last `from`. */
  async list(options: {
    entityRef: string;
    environment?: string;
    before?: string;
    limit: number;
  }): Promise<Deployment[]> {
    const query = this.#withEnd()
      .where('it.entity_ref', options.entityRef)
      .orderBy('it.started_at', 'desc')
      .limit(options.limit);
    if (options.environment !== undefined) {
      query.where('it.environment', options.environment);
    }
    if (options.before !== undefined) {
      query.where('it.started_at', '<', options.before);
    }
    const rows: RowWithEnd[] = await query;
    return rows.map(toDeployment);
  }

  /** What was deployed last to an environment. */
  async current(
    entityRef: string,
    environment: string,
  ): Promise<Deployment | undefined> {
    const [current] = await this.list({ entityRef, environment, limit: 1 });
    return current;
  }

  /** What ran in an environment before the current deployment. */
  async previous(
    entityRef: string,
    environment: string,
  ): Promise<Deployment | undefined> {
    const [, previous] = await this.list({ entityRef, environment, limit: 2 });
    return previous;
  }

  /** Forgets deployments that ended before a time (ISO). Returns how many. */
  async prune(endedBefore: string): Promise<number> {
    const ended: Array<{ id: string }> = await this.#db
      .from({ it: TABLE })
      .select('it.id')
      .where('it.started_at', '<', endedBefore)
      .whereExists(
        this.#db
          .from({ next: TABLE })
          .select('next.id')
          .whereRaw('next.entity_ref = it.entity_ref')
          .whereRaw('next.environment = it.environment')
          .whereRaw('next.started_at > it.started_at')
          .where('next.started_at', '<', endedBefore),
      )
      .limit(PRUNE_LIMIT);
    if (ended.length === 0) {
      return 0;
    }
    const ids = ended.map(({ id }) => id);
    return this.#rows().whereIn('id', ids).delete();
  }

  /** What is recorded of a place, oldest first, as far as these entries, oldest first, may be part of it. */
  async #spans(
    db: Knex,
    place: DeploymentPlace,
    [oldest]: HistoryEntry[],
  ): Promise<RecordedSpan[]> {
    const rows = await db<DeploymentRow>(TABLE)
      .where(placeColumns(place))
      .where('last_synced_at', '>=', oldest?.at ?? '')
      .orderBy('started_at', 'asc');
    return rows.map(toSpan);
  }

  /** Rows with when the next one began. */
  #withEnd() {
    return this.#db
      .from({ it: TABLE })
      .select('it.*')
      .select({
        until: this.#db
          .from({ next: TABLE })
          .min('next.started_at')
          .whereRaw('next.entity_ref = it.entity_ref')
          .whereRaw('next.environment = it.environment')
          .whereRaw('next.started_at > it.started_at'),
      });
  }

  #rows() {
    return this.#db<DeploymentRow>(TABLE);
  }
}
