import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../../scripts/lib/waitUntil.mjs';
import { BackendProcess } from '../lib/BackendProcess.mjs';
import { SOURCE, WEBHOOK_SECRET, backendConfig } from './backendConfig.mjs';
import {
  generateServices,
  manifestText,
  serviceFolder,
  serviceName,
} from './generateServices.mjs';
import { median } from '../lib/statistics.mjs';
import { writeDescriptors } from './writeDescriptors.mjs';

const INGEST_LIMIT_MS = 20 * 60_000;
/** The slowest engine serves one more in far less. */
const STANDSTILL_MS = 60_000;
const COUNT_EVERY_MS = 1000;
/** A pause in the queues is not the end: only when they stay empty for so long. */
const STAYS_SETTLED_MS = 3000;
const SEEN_EVERY_MS = 20;
const SEEN_LIMIT_MS = 120_000;
const IDLE_MS = 5000;
const SCHEDULED_READS = 5;
/** Functions whose calls tell what a push costs. */
const PARSERS = ['parseServiceManifest', 'checkServiceFolder'];

/**
 * @typedef {'ours' | 'bare' | 'stock' | 'stock-each'} Mode
 * @typedef {import('@backstage/catalog-model').Entity} Entity
 * @typedef {{
 *   size: number, mode: Mode, overlays: boolean, changes: number, profileFile?: string,
 *   engine: Record<string, unknown>, database: object,
 * }} Run changes: how many single-manifest changes are measured
 * @typedef {{
 *   changeMs?: number[], changeLoopMaxMs?: number, scheduledReadMs?: number, parsedPerPush?: number,
 *   foldersCheckedPerPush?: number, archivesPerPush?: number, filesPerPush?: number,
 * }} Steady changeMs: from the push until served
 * @typedef {{ kinds: Record<string, number>, withProblems: number, relations: number, searchRows: number, digest: string }} Served
 * @typedef {{
 *   folder: string, name: string, port: number, signal: AbortSignal,
 *   gitHost: import('./GitHost.mjs').GitHost, say(text: string): void,
 * }} Surroundings
 */

/**
 * One backend from its start until all is served, and what a change and a scheduled read cost then.
 * @param {Run} run
 * @param {Surroundings} surroundings
 */
export async function measureRun(run, surroundings) {
  const { folder, name, port, gitHost, signal, say } = surroundings;
  const entitiesFile = path.join(folder, `entities-${run.size}.json`);
  const entities = run.mode === 'ours' ? [] : readEntities(entitiesFile);
  const descriptors = path.join(folder, 'descriptors');
  const isStock = run.mode.startsWith('stock');
  if (run.mode === 'ours') {
    gitHost.reset(
      generateServices({ services: run.size, overlays: run.overlays }),
    );
    await gitHost.warm();
  }
  const files = isStock ? writeDescriptors(entities, descriptors) : [];
  const backend = new BackendProcess({
    entry: 'benchmarks/ingestion/backend/main.ts',
    job: {
      mode: run.mode,
      ...(run.mode === 'bare' && { entitiesFile }),
      ...(run.profileFile && { profile: true }),
    },
    config: backendConfig({
      ...{ ...run, port, gitHost },
      locations:
        run.mode === 'stock' ? [`${descriptors}/**/catalog-info.yaml`] : files,
    }),
    folder,
    name,
    signal,
  });
  try {
    const started = Date.now();
    const connected = await backend.ready;
    if (run.mode === 'bare') {
      // As providers do, which read once the backend runs and do not make its start wait.
      await backend.ask('giveBare');
    }
    say(`started in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    const portal = portalAt(port, signal);
    const settledAt = await untilSettled(run.size, { backend, portal, say });
    /** @type {import('../lib/BackendProcess.mjs').Usage} */
    const usage = await backend.ask('usage');
    const askedAt = performance.timeOrigin + performance.now();
    if (run.profileFile) {
      await backend.ask('stopProfile', run.profileFile);
    }
    await backend.ask('stopWatching');
    const heapMb = await backend.ask('heapMb');
    if (run.mode === 'ours') {
      await backend.ask('dump', entitiesFile);
    }
    /** @type {Served} */
    const served = await backend.ask('summary');
    await backend.ask('resetLoop');
    const idle = await idleShare(backend);
    const steady = await measureSteady(run, {
      ...surroundings,
      backend,
      portal,
      entities,
    });
    return {
      seconds: (settledAt - connected.at) / 1000,
      cpuS: usage.cpuS - connected.cpuS,
      // What came after all was settled is the waiting of the benchmark.
      idleS: usage.idleS - connected.idleS - (askedAt - settledAt) / 1000,
      peakRssMb: usage.peakRssMb,
      loopMaxMs: usage.loopMaxMs,
      loopP99Ms: usage.loopP99Ms,
      heapGrowthMb: heapMb - connected.heapMb,
      idleCpuShare: idle,
      ...steady,
      served,
    };
  } finally {
    await backend.stop();
    fs.rmSync(descriptors, { recursive: true, force: true });
  }
}

/** @param {string} file @returns {Entity[]} */
function readEntities(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/**
 * @param {number} port
 * @param {AbortSignal} signal
 */
function portalAt(port, signal) {
  const base = `http://127.0.0.1:${port}/api`;
  const get = async (/** @type {string} */ place) => {
    const response = await fetch(`${base}${place}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
    });
    return response.ok ? response.json() : undefined;
  };
  return {
    webhookUrl: `${base}/events/http/github`,
    /** How many components are served. @returns {Promise<number>} */
    count: async () =>
      (await get('/catalog/entities/by-query?limit=0&filter=kind=component'))
        ?.totalItems ?? 0,
    /** @param {string} service @returns {Promise<Entity | undefined>} */
    component: service =>
      get(`/catalog/entities/by-name/component/default/${service}`),
  };
}

/** @typedef {ReturnType<typeof portalAt>} Portal */

/**
 * @param {number} size
 * @param {{ backend: BackendProcess, portal: Portal, say(text: string): void }} tools
 * @returns {Promise<number>} when all was served and stitched, milliseconds since the epoch
 */
async function untilSettled(size, { backend, portal, say }) {
  /** @type {number | undefined} */
  let settledAt;
  const standstill = new AbortController();
  let last = { count: -1, at: Date.now() };
  await waitUntil(
    async () => {
      const count = await portal.count();
      say(`${count} of ${size} served`);
      if (count !== last.count) {
        last = { count, at: Date.now() };
      } else if (count < size && Date.now() - last.at > STANDSTILL_MS) {
        standstill.abort(
          backend.failure(`It stands still at ${count} of ${size} services.`),
        );
      }
      settledAt = count >= size ? await backend.ask('settled') : undefined;
      return (
        settledAt !== undefined && Date.now() - settledAt > STAYS_SETTLED_MS
      );
    },
    {
      timeoutMs: INGEST_LIMIT_MS,
      everyMs: COUNT_EVERY_MS,
      signal: AbortSignal.any([standstill.signal, backend.gone]),
    },
  );
  if (settledAt === undefined) {
    throw new Error('Settled without a time');
  }
  return settledAt;
}

/** How much of one core it takes to do nothing. @param {BackendProcess} backend */
async function idleShare(backend) {
  const before = await backend.ask('usage');
  await sleep(IDLE_MS);
  const after = await backend.ask('usage');
  return ((after.cpuS - before.cpuS) * 1000) / IDLE_MS;
}

/**
 * What comes after the first read: changes of single services, and reads that find nothing new.
 * @param {Run} run
 * @param {Surroundings & { backend: BackendProcess, portal: Portal, entities: Entity[] }} tools
 * @returns {Promise<Steady>}
 */
async function measureSteady(run, tools) {
  const { backend, gitHost, say } = tools;
  if (run.mode.startsWith('stock')) {
    return {};
  }
  /** @type {number[]} */
  const changeMs = [];
  for (let revision = 1; revision <= run.changes; revision++) {
    // Not in step with anything that polls.
    await sleep(1500 + ((revision * 367) % 1000));
    const index = (revision * 7919) % run.size;
    changeMs.push(await changeService(run, index, revision, tools));
    say(`change ${revision}: ${Math.round(changeMs[revision - 1])} ms`);
  }
  const { loopMaxMs: changeLoopMaxMs } = await backend.ask('usage');
  const changed = { changeMs, changeLoopMaxMs };
  if (run.mode === 'bare') {
    return changed;
  }
  const scheduled = [];
  for (let read = 0; read < SCHEDULED_READS; read++) {
    scheduled.push(await backend.ask('runTask', `${SOURCE}:read`));
  }
  const before = { ...gitHost.requests };
  await backend.ask('startCounting');
  await changeService(run, 0, run.changes + 1, tools);
  const calls = await backend.ask('stopCounting', PARSERS);
  return {
    ...changed,
    scheduledReadMs: median(scheduled),
    parsedPerPush: calls.parseServiceManifest,
    foldersCheckedPerPush: calls.checkServiceFolder,
    archivesPerPush: gitHost.requests.archive - before.archive,
    filesPerPush: gitHost.requests.file - before.file,
  };
}

/**
 * @param {Run} run
 * @param {number} index of the service
 * @param {number} revision
 * @param {Surroundings & { backend: BackendProcess, portal: Portal, entities: Entity[] }} tools
 * @returns {Promise<number>} milliseconds until the change is served
 */
async function changeService(run, index, revision, tools) {
  const { backend, entities, gitHost, portal } = tools;
  const service = serviceName(index);
  const sign = `revision ${revision}`;
  /** @type {() => Promise<void>} */
  let apply;
  if (run.mode === 'ours') {
    const push = gitHost.commit(
      new Map([
        [`${serviceFolder(index)}/service.yaml`, manifestText(index, revision)],
      ]),
    );
    await gitHost.warm();
    apply = () =>
      gitHost.deliver(push, { url: portal.webhookUrl, secret: WEBHOOK_SECRET });
  } else {
    const entity = entities.find(
      ({ kind, metadata }) => kind === 'Component' && metadata.name === service,
    );
    const metadata = { ...entity?.metadata, description: sign };
    apply = () => backend.ask('changeBare', { ...entity, metadata });
  }
  const from = performance.now();
  await apply();
  await waitUntil(
    async () => {
      const found = await portal.component(service);
      return Boolean(found?.metadata.description?.endsWith(sign));
    },
    {
      timeoutMs: SEEN_LIMIT_MS,
      everyMs: SEEN_EVERY_MS,
      signal: backend.gone,
    },
  );
  return performance.now() - from;
}
