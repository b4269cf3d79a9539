import type { DatabaseService } from '@backstage/backend-plugin-api';
import type {
  CommitSummary,
  RolledBackRelease,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';
import type { SyncInitiator } from '../argocd/readModel/ApplicationRecord';
import {
  commitColumns,
  DeploymentPlace,
  DeploymentRow,
  rolledBackColumns,
  toCommit,
  toInitiator,
} from './DeploymentRow';
import type { DeploymentOrigin } from './deriveCause';
import { lockEnvironment, lockService } from './lockEnvironment';

const TABLE = 'deployments';

type Environment = Pick<DeploymentPlace, 'entityRef' | 'environment'>;

/** A deployment of which it was not found out yet how it came about. */
export interface UnsettledDeployment extends Environment {
  id: string;
  /** Commits of its first sync and of its last. */
  revision: string;
  lastRevision: string;
  from: string;
  promotion?: string;
  initiatedBy?: SyncInitiator;
  commit?: CommitSummary;
  /** What ran there before; undefined when nothing is recorded. */
  previous?: { id: string; lastRevision: string; committedAt?: string };
}

/** What was found out about a deployment. */
export interface DeploymentFacts extends DeploymentOrigin {
  commit?: CommitSummary;
  /** Emergency rollback that brought it. */
  emergency?: string;
  /** Set when it took the deployment before it back. */
  takesBack?: RolledBackRelease;
}

const rowsOf = (db: Knex, { entityRef, environment }: Environment) =>
  db<DeploymentRow>(TABLE).where({ entity_ref: entityRef, environment });

/**
 * What came before these deployments is no longer what it was: how they came about is found out again.
 *
 * @param since - ISO time of the first of them
 */
export async function forgetFacts(
  transaction: Knex.Transaction,
  environment: Environment,
  since: string,
): Promise<void> {
  await rowsOf(transaction, environment)
    .where('started_at', '>=', since)
    .update({
      facts_at: null,
      cause: null,
      caused_by: null,
      emergency_id: null,
      ...rolledBackColumns(undefined),
    });
  const previous = await rowsOf(transaction, environment)
    .where('started_at', '<', since)
    .orderBy('started_at', 'desc')
    .first('id');
  if (previous) {
    await transaction<DeploymentRow>(TABLE)
      .where({ id: previous.id })
      .update(rolledBackColumns(undefined));
  }
}

/**
 * Notes when a Release was first named in Git, by the commit of its first deployment to any environment, with the first of its
 * deployments to each. One that comes later deploys what was there before.
 */
async function noteFirstNamed(
  transaction: Knex.Transaction,
  { entity_ref, release_key }: DeploymentRow,
): Promise<void> {
  if (release_key === null) {
    return;
  }
  const rows = await transaction<DeploymentRow>(TABLE)
    .where({ entity_ref, release_key })
    .orderBy('started_at', 'asc')
    .select('id', 'environment', 'committed_at', 'named_at');
  const environments = new Set<string>();
  for (const { id, environment, named_at: noted } of rows) {
    const namedAt = environments.has(environment) ? null : rows[0].committed_at;
    environments.add(environment);
    if (noted !== namedAt) {
      await transaction<DeploymentRow>(TABLE)
        .where({ id })
        .update({ named_at: namedAt });
    }
  }
}

/** How deployments came about, in the plugin's database. */
export class DeploymentFactsStore {
  readonly #db: Knex;

  /** The tables are brought up to date by {@link PromotionStore.create}. */
  static async create(
    database: DatabaseService,
  ): Promise<DeploymentFactsStore> {
    return new DeploymentFactsStore(await database.getClient());
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** Deployments of a service of which it is not known yet, oldest first. */
  async listUnsettled(
    entityRef: string,
    limit: number,
  ): Promise<UnsettledDeployment[]> {
    const rows = await this.#db<DeploymentRow>(TABLE)
      .where({ entity_ref: entityRef })
      .whereNull('facts_at')
      .orderBy('started_at', 'asc')
      .limit(limit);
    return Promise.all(
      rows.map(async row => {
        const previous = await this.#previous(this.#db, row);
        const commit = toCommit(row);
        return {
          id: row.id,
          entityRef,
          environment: row.environment,
          revision: row.revision,
          lastRevision: row.last_revision,
          from: row.started_at,
          ...(row.promotion_id === null ? {} : { promotion: row.promotion_id }),
          ...toInitiator(row),
          ...(commit ? { commit } : {}),
          ...(previous
            ? {
                previous: {
                  id: previous.id,
                  lastRevision: previous.last_revision,
                  ...(previous.committed_at === null
                    ? {}
                    : { committedAt: previous.committed_at }),
                },
              }
            : {}),
        };
      }),
    );
  }

  /** What is known of a commit from any deployment of it. */
  async findCommit(revision: string): Promise<CommitSummary | undefined> {
    const row = await this.#db<DeploymentRow>(TABLE)
      .where({ revision })
      .whereNotNull('commit_title')
      .first();
    return row && toCommit(row);
  }

  /** The commits of a deployment, and the emergency rollbacks whose deployments are known. */
  async findRevisions(
    ids: string[],
  ): Promise<
    Map<string, Pick<UnsettledDeployment, 'lastRevision' | 'revision'>>
  > {
    const rows = await this.#db<DeploymentRow>(TABLE)
      .whereIn('id', ids)
      .select('id', 'revision', 'last_revision');
    return new Map(
      rows.map(({ id, revision, last_revision: lastRevision }) => [
        id,
        { revision, lastRevision },
      ]),
    );
  }

  /** Which emergency rollbacks of a service brought a deployment already. */
  async listEmergencies(entityRef: string): Promise<Set<string>> {
    const rows = await this.#db<DeploymentRow>(TABLE)
      .where({ entity_ref: entityRef })
      .whereNotNull('emergency_id')
      .select('emergency_id');
    return new Set(rows.flatMap(({ emergency_id: id }) => id ?? []));
  }

  /**
   * Records what was found out, unless what it was found out from has changed since: then it stays open. Recording it again
   * changes nothing.
   */
  async settle(
    deployment: UnsettledDeployment,
    facts: DeploymentFacts,
    now: string,
  ): Promise<void> {
    await this.#db.transaction(async transaction => {
      await lockEnvironment(transaction, deployment);
      const row = await transaction<DeploymentRow>(TABLE)
        .where({ id: deployment.id })
        .whereNull('facts_at')
        .first();
      const previous = row && (await this.#previous(transaction, row));
      if (
        !row ||
        row.revision !== deployment.revision ||
        (row.promotion_id ?? undefined) !== deployment.promotion ||
        previous?.id !== deployment.previous?.id
      ) {
        return;
      }
      await transaction<DeploymentRow>(TABLE)
        .where({ id: row.id })
        .update({
          facts_at: now,
          cause: facts.cause ?? null,
          caused_by: facts.by ?? null,
          emergency_id: facts.emergency ?? null,
          ...commitColumns(facts.commit),
        });
      if (previous) {
        await transaction<DeploymentRow>(TABLE)
          .where({ id: previous.id })
          .update(rolledBackColumns(facts.takesBack));
      }
      await lockService(transaction, row.entity_ref);
      await noteFirstNamed(transaction, row);
    });
  }

  #previous(db: Knex, row: DeploymentRow): Promise<DeploymentRow | undefined> {
    return rowsOf(db, {
      entityRef: row.entity_ref,
      environment: row.environment,
    })
      .where('started_at', '<', row.started_at)
      .orderBy('started_at', 'desc')
      .first();
  }
}
