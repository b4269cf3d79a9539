/**
 * The backend of the benchmark: a stock catalog that is filled from the sandbox, authentication, permissions, events and
 * delivery-backend. The parent asks it by messages; what a message may ask is the keys of `commands`.
 */
import { createBackend } from '@backstage/backend-defaults';
import { Upstream } from './Upstream';

/** What the backend is told in `STONEGARDEN_BENCH_JOB`. */
export type Job = {
  /** Origin of the Git host, whose requests are counted. */
  gitUrl: string;
};

async function main() {
  const job: Job = JSON.parse(process.env.STONEGARDEN_BENCH_JOB ?? '{}');
  const upstream = new Upstream(job.gitUrl);
  const commands: Record<string, () => unknown> = {
    takeRequests: () => upstream.take(),
  };
  process.on('message', message => {
    const { id, command } = message as { id: number; command: string };
    process.send?.({ id, result: commands[command]() });
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
  backend.add(import('@backstage/plugin-events-backend-module-github'));
  backend.add(import('@backstage/plugin-signals-backend'));
  backend.add(import('@backstage/plugin-notifications-backend'));
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(
    import(
      '@stonegarden/backstage-plugin-catalog-backend-module-service-manifest'
    ),
  );
  backend.add(import('@stonegarden/backstage-plugin-delivery-backend'));
  await backend.start();
  process.send?.({ ready: true });
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
