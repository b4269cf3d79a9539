/**
 * One backend of the benchmark: a stock catalog with ready entities, authentication, permissions, and the one plugin that
 * is measured. The parent asks it by messages; what a message may ask is the keys of `commands`.
 */
import { createRequire } from 'node:module';
import { createBackend } from '@backstage/backend-defaults';
import {
  BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { Measuring } from '../../lib/backend/Measuring';
import { fillDeployments } from './fillDeployments';

/** What one backend is asked to do, told in `STONEGARDEN_BENCH_JOB`. */
export type Job = {
  subject: 'ours' | 'community' | 'roadie';
  /** How many services the catalog has. */
  services: number;
  /** The installed peer's package and the `package.json` it is resolved from; none for ours. */
  peer?: { name: string; from: string };
  /** Whether it serves the pages too. */
  portal?: boolean;
  /** The database of `delivery-backend`, which gets the record of a portal that has run for a while; none for peers. */
  deliveryDatabase?: string;
};

const load = async (job: Job): Promise<BackendFeature> => {
  if (!job.peer) {
    const own = await import('@stonegarden/backstage-plugin-delivery-backend');
    return own.default;
  }
  const loaded = createRequire(job.peer.from)(job.peer.name);
  return loaded.default ?? loaded;
};

async function main() {
  const job: Job = JSON.parse(process.env.STONEGARDEN_BENCH_JOB ?? '{}');
  const measuring = new Measuring();
  const { serviceEntity } = await import('../applications.mjs');
  const entities = Array.from({ length: job.services }, (_, index) => ({
    entity: serviceEntity(index),
    locationKey: 'benchmark',
  }));

  if (job.deliveryDatabase) {
    await fillDeployments(job.deliveryDatabase, job.services);
  }

  const commands: Record<string, (argument: never) => unknown> = {
    usage: () => measuring.usage(),
    heapMb: () => measuring.heapMb(),
    startProfile: () => measuring.startProfile(),
    stopProfile: (file: string) => measuring.stopProfile(file),
  };
  process.on('message', async ({ id, command, argument }: any) => {
    try {
      const result = await commands[command](argument as never);
      process.send?.({ id, result });
    } catch (error) {
      process.send?.({ id, error: `${command}: ${error}` });
    }
  });
  process.on('disconnect', () => process.exit(0));

  const backend = createBackend();
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(
    import('@backstage/plugin-permission-backend-module-allow-all-policy'),
  );
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@backstage/plugin-signals-backend'));
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(
    createBackendModule({
      pluginId: 'catalog',
      moduleId: 'benchmark',
      register(env) {
        env.registerInit({
          deps: { processing: catalogProcessingExtensionPoint },
          async init({ processing }) {
            processing.addEntityProvider({
              getProviderName: () => 'benchmark',
              connect: async connection =>
                connection.applyMutation({ type: 'full', entities }),
            });
          },
        });
      },
    }),
  );
  backend.add(await load(job));
  if (job.portal) {
    backend.add(import('@backstage/plugin-app-backend'));
    backend.add(import('@backstage/plugin-notifications-backend'));
    backend.add(import('@backstage/plugin-user-settings-backend'));
  }
  await backend.start();
  process.send?.({ ready: true });
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
