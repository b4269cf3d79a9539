/** A backend of the chaos tests, in a process of its own: the catalog, the events and this module, nothing else. */
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';

/** Tells the parent, whenever it asks, whether something is still to be processed or stitched. */
const probe = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'chaos-probe',
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
        // Where the catalog's tables are made.
        processing: catalogProcessingExtensionPoint,
      },
      async init({ database }) {
        const client = await database.getClient();
        process.on('message', async id => {
          try {
            process.send?.({ id, busy: await isBusy(client) });
          } catch (error) {
            process.send?.({ id, error: String(error) });
          }
        });
      },
    });
  },
});

async function isBusy(client: Knex): Promise<boolean> {
  const rows = await Promise.all([
    client('stitch_queue').first(client.raw('1')),
    client('refresh_state')
      .where({ processed_entity: null })
      .first(client.raw('1')),
  ]);
  return rows.some(Boolean);
}

async function main() {
  // Ends with the tests, even when those are killed.
  process.on('disconnect', () => process.exit(0));
  const backend = createBackend();
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@backstage/plugin-events-backend-module-github'));
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(import('../..'));
  backend.add(probe);
  await backend.start();
  process.send?.({ ready: true });
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
