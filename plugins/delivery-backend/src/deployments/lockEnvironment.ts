import type { Knex } from 'knex';
import { takeLock } from '../database/DatabaseLock';
import type { DeploymentPlace } from './DeploymentRow';

/** Two backends take turns with an environment. */
export async function lockEnvironment(
  transaction: Knex.Transaction,
  {
    entityRef,
    environment,
  }: Pick<DeploymentPlace, 'entityRef' | 'environment'>,
): Promise<void> {
  await takeLock(transaction, `${entityRef}|${environment}`);
}

/** The same with all environments of a service; after that of one of them. */
export async function lockService(
  transaction: Knex.Transaction,
  entityRef: string,
): Promise<void> {
  await takeLock(transaction, entityRef);
}
