import type { Knex } from 'knex';
import type { DeploymentPlace } from './DeploymentRow';

/** Two backends take turns with an environment; SQLite has one writer anyway. */
export async function lockEnvironment(
  transaction: Knex.Transaction,
  {
    entityRef,
    environment,
  }: Pick<DeploymentPlace, 'entityRef' | 'environment'>,
): Promise<void> {
  await lock(transaction, `${entityRef}|${environment}`);
}

/** The same with all environments of a service; after that of one of them. */
export async function lockService(
  transaction: Knex.Transaction,
  entityRef: string,
): Promise<void> {
  await lock(transaction, entityRef);
}

async function lock(transaction: Knex.Transaction, key: string) {
  if (transaction.client.config.client === 'pg') {
    await transaction.raw('select pg_advisory_xact_lock(hashtext(?))', [key]);
  }
}
