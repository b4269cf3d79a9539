import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { DeploymentRow } from './DeploymentRow';

/** How many deployments of an environment are looked at. */
const PER_ENVIRONMENT = 20;
/** Databases bound the parameters of a statement. */
const CHUNK = 200;

/** A deployment as far as it tells the order of Releases. */
export interface RecentRelease {
  /** Key of the Release; left out where the record has none. */
  release?: string;
  /** ISO time. */
  from: string;
}

/** Which Releases environments ran last, for many services at once. */
export class RecentReleases {
  readonly #db: Knex;

  /** The tables are brought up to date by `PromotionStore.create`. */
  static async create(database: DatabaseService): Promise<RecentReleases> {
    return new RecentReleases(await database.getClient());
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** Newest first, by entity ref and then by the name of the environment: the last {@link PER_ENVIRONMENT} of each. */
  async of(
    entityRefs: string[],
  ): Promise<Map<string, Map<string, RecentRelease[]>>> {
    const found = new Map<string, Map<string, RecentRelease[]>>();
    for (let start = 0; start < entityRefs.length; start += CHUNK) {
      for (const row of await this.#read(
        entityRefs.slice(start, start + CHUNK),
      )) {
        const environments = found.get(row.entity_ref) ?? new Map();
        const releases = environments.get(row.environment) ?? [];
        releases.push({
          ...(row.release_key === null ? {} : { release: row.release_key }),
          from: row.started_at,
        });
        environments.set(row.environment, releases);
        found.set(row.entity_ref, environments);
      }
    }
    return found;
  }

  #read(
    entityRefs: string[],
  ): Promise<
    Array<
      Pick<
        DeploymentRow,
        'entity_ref' | 'environment' | 'release_key' | 'started_at'
      >
    >
  > {
    const ranked = this.#db<DeploymentRow>('deployments')
      .select('entity_ref', 'environment', 'release_key', 'started_at')
      .select({
        place: this.#db.raw(
          'row_number() over (partition by entity_ref, environment order by started_at desc)',
        ),
      })
      .whereIn('entity_ref', entityRefs)
      .as('ranked');
    return this.#db
      .from(ranked)
      .where('place', '<=', PER_ENVIRONMENT)
      .orderBy('started_at', 'desc');
  }
}
