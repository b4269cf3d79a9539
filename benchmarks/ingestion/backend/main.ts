/**
 * One backend of the benchmark: the catalog, the events, and the one source of entities that is measured. The parent
 * asks it by messages; what a message may ask is the keys of `commands`.
 */
import { writeFile } from 'node:fs/promises';
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { BareProvider } from './BareProvider';
import { CatalogTables } from './CatalogTables';
import { Measuring } from '../../lib/backend/Measuring';
import { readJob } from './job';
import { runTask, timedSchedulerFactory } from './timedScheduler';

type Request = { id: number; command: string; argument?: unknown };

async function main() {
  const job = readJob();
  const measuring = new Measuring();
  // Before anything is read: sources begin while the backend starts.
  const heapMb = measuring.heapMb();
  const bare = job.entitiesFile
    ? await BareProvider.create(job.entitiesFile)
    : undefined;
  let tables: CatalogTables | undefined;
  let connected:
    | { at: number; cpuS: number; idleS: number; heapMb: number }
    | undefined;

  const probe = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'benchmark',
    register(env) {
      env.registerInit({
        deps: {
          database: coreServices.database,
          processing: catalogProcessingExtensionPoint,
        },
        async init({ database, processing }) {
          tables = new CatalogTables(await database.getClient());
          processing.addEntityProvider({
            getProviderName: () => 'benchmark-probe',
            // Providers are connected together, so that this is the moment when each of them may begin.
            connect: async () => {
              measuring.resetLoop();
              connected = {
                at: performance.timeOrigin + performance.now(),
                cpuS: measuring.usage().cpuS,
                idleS: measuring.usage().idleS,
                heapMb,
              };
              if (job.profile) {
                await measuring.startProfile();
              }
            },
          });
          if (bare) {
            processing.addEntityProvider(bare);
          }
        },
      });
    },
  });

  const existing = (): CatalogTables => {
    if (!tables) {
      throw new Error('The catalog has not started');
    }
    return tables;
  };
  const commands: Record<string, (argument: never) => unknown> = {
    usage: () => measuring.usage(),
    heapMb: () => measuring.heapMb(),
    resetLoop: () => measuring.resetLoop(),
    settled: () => existing().settled(),
    stopWatching: () => existing().stopWatching(),
    summary: () => existing().summary(),
    dump: async (file: string) =>
      writeFile(file, JSON.stringify(await existing().given())),
    giveBare: () => bare?.give(),
    changeBare: (entity: Entity) => bare?.change(entity),
    runTask: (suffix: string) => runTask(suffix),
    startProfile: () => measuring.startProfile(),
    stopProfile: (file: string) => measuring.stopProfile(file),
    startCounting: () => measuring.startCounting(),
    stopCounting: (names: string[]) => measuring.stopCounting(names),
  };
  process.on('message', async ({ id, command, argument }: Request) => {
    try {
      const result = await commands[command](argument as never);
      process.send?.({ id, result });
    } catch (error) {
      process.send?.({ id, error: `${command}: ${error}` });
    }
  });
  process.on('disconnect', () => process.exit(0));

  const backend = createBackend();
  backend.add(timedSchedulerFactory);
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@backstage/plugin-events-backend-module-github'));
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(probe);
  if (job.mode === 'ours') {
    backend.add(
      import(
        '@stonegarden/backstage-plugin-catalog-backend-module-service-manifest'
      ),
    );
  }
  await backend.start();
  existing().watch();
  process.send?.({ ready: true, connected });
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
