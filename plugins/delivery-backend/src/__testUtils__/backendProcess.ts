/**
 * A backend in a process of its own, with the catalog of a test; run by `startBackendProcess`. It sends its parent the
 * port that it listens on, and ends when it is disconnected.
 */
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import knexFactory, { type Knex } from 'knex';
import { deliveryPlugin } from '../plugin';

/** What the process is told, as JSON in its environment. */
export interface BackendProcessOptions {
  config: JsonObject;
  entities: Entity[];
  database: Knex.Config;
}

export const OPTIONS_VARIABLE = 'STONEGARDEN_TEST_BACKEND';

async function run({ config, entities, database }: BackendProcessOptions) {
  const knex = knexFactory(database);
  const backend = await startTestBackend({
    features: [
      deliveryPlugin,
      mockServices.rootConfig.factory({ data: config }),
      catalogServiceMock.factory({ entities }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
    ],
  });
  process.on('disconnect', async () => {
    await backend.stop();
    await knex.destroy();
    process.exit(0);
  });
  process.send?.({ port: backend.server.port() });
}

const options = process.env[OPTIONS_VARIABLE];
if (options) {
  run(JSON.parse(options)).catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
}
