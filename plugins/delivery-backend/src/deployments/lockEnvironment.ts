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
  if (transaction.client.config.client === 'pg') {
    await transaction.raw('select pg_advisory_xact_lock(hashtext(?))', [
      `${entityRef}|${environment}`,
    ]);
  }
}
