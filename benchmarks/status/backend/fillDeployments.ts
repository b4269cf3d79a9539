import type { DatabaseService } from '@backstage/backend-plugin-api';
import createKnex from 'knex';
import { PromotionStore } from '../../../plugins/delivery-backend/src/promotions/PromotionStore';

/** Services at once: SQLite takes 500 rows in a statement. */
const BATCH = 10;

/**
 * A database with the deployments of all services, as `delivery-backend` has recorded them after a while: its pace of reading a
 * Git host would take days to take over so many histories.
 *
 * @param filename - where there is none yet
 */
export async function fillDeployments(
  filename: string,
  services: number,
): Promise<void> {
  const { deploymentRows } = await import('../applications.mjs');
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  const database: DatabaseService = { getClient: async () => knex };
  // Brings the tables up to date
  await PromotionStore.create(database);
  await knex.transaction(async transaction => {
    for (let index = 0; index < services; index += BATCH) {
      const rows = Array.from(
        { length: Math.min(BATCH, services - index) },
        (_, offset) => deploymentRows(index + offset),
      );
      await transaction('deployments').insert(rows.flat());
    }
  });
  await knex.destroy();
}
