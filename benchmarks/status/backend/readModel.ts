/**
 * The read model of `delivery-backend` alone, beside one bare list of the same Argo CD. The parent asks it by messages; what a
 * message may ask is the keys of `commands`.
 */
import { setImmediate } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ArgocdReadModel } from '../../../plugins/delivery-backend/src/argocd/readModel/ArgocdReadModel';
import { Measuring } from '../../lib/backend/Measuring';

/** What it is told in `STONEGARDEN_BENCH_JOB`. */
export type Job = { argocdUrl: string; services: number; environments: number };

const job: Job = JSON.parse(process.env.STONEGARDEN_BENCH_JOB ?? '{}');
const measuring = new Measuring();
const logger: LoggerService = {
  error: message => process.stderr.write(`${message}\n`),
  warn: message => process.stderr.write(`${message}\n`),
  info: () => {},
  debug: () => {},
  child: () => logger,
};
/** Kept, so that its memory is counted. */
const models: ArgocdReadModel[] = [];

/** One list of all Applications, parsed and thrown away. */
async function bareList(): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${job.argocdUrl}/api/v1/applications`, {
    headers: { authorization: 'Bearer benchmark' },
  });
  const { items } = (await response.json()) as { items: unknown[] };
  const ms = performance.now() - began;
  if (items.length !== job.services * job.environments) {
    throw new Error(`A list of ${items.length} Applications`);
  }
  return ms;
}

/** From the start of a read model until it has every Application of every service. */
async function completeIndex(): Promise<{ ms: number; heapMb: number }> {
  const { serviceName } = await import('../applications.mjs');
  const before = measuring.heapMb();
  const began = performance.now();
  const model = new ArgocdReadModel({
    instances: [{ name: 'main', url: job.argocdUrl, token: 'benchmark' }],
    logger,
  });
  models.push(model);
  model.start();
  let next = job.services - 1;
  while (next >= 0) {
    if (model.find(serviceName(next)).length === job.environments) {
      next -= 1;
    } else {
      await setImmediate();
    }
  }
  const ms = performance.now() - began;
  await model.idle();
  return { ms, heapMb: measuring.heapMb() - before };
}

const commands: Record<string, () => Promise<unknown>> = {
  bareList,
  completeIndex,
};

process.on('message', async message => {
  const { id, command } = message as { id: number; command: string };
  try {
    process.send?.({ id, result: await commands[command]() });
  } catch (error) {
    process.send?.({ id, error: `${command}: ${error}` });
  }
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
