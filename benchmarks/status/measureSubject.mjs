import fs from 'node:fs';
import path from 'node:path';
import { waitUntil } from '../../scripts/lib/waitUntil.mjs';
import { BackendProcess } from '../lib/BackendProcess.mjs';
import { percentile } from '../lib/statistics.mjs';
import { ENVIRONMENTS, serviceName } from './applications.mjs';
import { PortalClient } from '../lib/PortalClient.mjs';
import { backendConfig } from './backendConfig.mjs';
import { measureChanges } from './measureChanges.mjs';
import { VIEWERS } from './options.mjs';
import { peerOf } from './peers.mjs';
import { HISTORY_VIEWS, VIEWS, readByName } from './views.mjs';

const READY_LIMIT_MS = 10 * 60_000;
const WARM_UP = 100;
const ATTEMPTS = 3;

/**
 * One subject's backend from its start, and what reads and views cost in it, round by round.
 * @param {import('./options.mjs').Subject} subject
 * @param {{
 *   options: import('./options.mjs').Options, argocd: import('./FakeArgocd.mjs').FakeArgocd, folder: string,
 *   peersFolder: string, signal: AbortSignal, say(text: string): void,
 * }} surroundings
 * @returns {Promise<{ rounds: import('./judge.mjs').Round[], changes?: import('./measureChanges.mjs').ChangeFigures }>}
 *   changes: of ours
 */
export async function measureSubject(subject, surroundings) {
  const { options, argocd, folder, signal, say } = surroundings;
  const { port, views } = options;
  const services = Math.floor(options.applications / ENVIRONMENTS.length);
  const databases = path.join(folder, 'databases');
  fs.rmSync(databases, { recursive: true, force: true });
  fs.mkdirSync(databases, { recursive: true });
  const backend = new BackendProcess({
    entry: 'benchmarks/status/backend/main.ts',
    job: {
      ...{ subject, services },
      ...(subject === 'ours' && {
        deliveryDatabase: path.join(databases, 'delivery.sqlite'),
      }),
      ...(subject !== 'ours' && {
        peer: peerOf(surroundings.peersFolder, subject),
      }),
    },
    config: backendConfig({ port, argocdUrl: argocd.url, databases }),
    ...{ folder, name: subject, signal },
  });
  const client = new PortalClient(port);
  const { get } = client;
  const view = (/** @type {number} */ index) =>
    VIEWS[subject](get, index % services);
  const viewHistory = (/** @type {number} */ index) =>
    HISTORY_VIEWS[subject](get, index % services);
  const read = (/** @type {number} */ index) =>
    readByName(get, index % services);
  try {
    await backend.ready;
    await client.signIn();
    say('waits for the catalog');
    await waitUntil(
      async () => {
        const found = await get(
          '/catalog/entities/by-query?limit=0&filter=kind=component',
        );
        return found.totalItems === services;
      },
      { timeoutMs: READY_LIMIT_MS, everyMs: 1000, signal: backend.gone },
    );
    await waitUntil(
      () =>
        Promise.all([viewHistory(0), viewHistory(services - 1)]).then(
          () => true,
          error => {
            say(`waits: ${error.message}`);
            return false;
          },
        ),
      { timeoutMs: READY_LIMIT_MS, everyMs: 500, signal: backend.gone },
    );
    // After the first list ours looks at what is Degraded, which is no cost of a view
    await settled(argocd, backend.gone);
    for (let index = 0; index < WARM_UP; index++) {
      await read(index * 7);
      await viewHistory(index * 7);
    }
    if (options.profile) {
      await backend.ask('startProfile');
      await measure(backend, view, { views });
      await backend.ask(
        'stopProfile',
        path.join(folder, `${subject}.cpuprofile`),
      );
    }
    const rounds = [];
    for (let round = 1; round <= options.rounds; round++) {
      const from = round * 131;
      const readLoad = await measure(backend, read, { views, from });
      const [viewLoad, upstream] = await counted(argocd, views, () =>
        measure(backend, view, { views, from }),
      );
      const [history, historyUpstream] = await counted(argocd, views, () =>
        measure(backend, viewHistory, { views, from }),
      );
      const many = { views, from, atOnce: VIEWERS };
      const readers = await measure(backend, read, many);
      const viewers = await measure(backend, view, many);
      const historyViewers = await measure(backend, viewHistory, many);
      rounds.push({
        ...{ subject, round, upstream, readers, viewers },
        ...{ history, historyUpstream, historyViewers },
        read: readLoad,
        view: viewLoad,
        ...(subject === 'ours' && {
          unchanged: await measureUnchanged(backend, client, {
            ...{ views, from, services },
          }),
        }),
      });
      say(
        `round ${round}: a read ${readLoad.cpuMs.toFixed(
          1,
        )} ms of CPU, a view ${viewLoad.cpuMs.toFixed(
          1,
        )} ms, with history ${history.p50Ms.toFixed(1)} ms to wait`,
      );
    }
    if (subject !== 'ours') {
      return { rounds };
    }
    const changes = await measureChanges({
      ...{ argocd, client, port, services, signal: backend.gone },
    });
    return { rounds, changes };
  } finally {
    client.close();
    await backend.stop();
  }
}

/**
 * Resolves when nobody has asked Argo CD for anything for a while.
 * @param {import('./FakeArgocd.mjs').FakeArgocd} argocd
 * @param {AbortSignal} signal
 */
async function settled(argocd, signal) {
  let before = -1;
  await waitUntil(
    async () => {
      const { requests } = await argocd.stats();
      const isQuiet = requests === before;
      before = requests;
      return isQuiet;
    },
    { timeoutMs: READY_LIMIT_MS, everyMs: 3000, signal },
  );
}

/**
 * @template T
 * @param {import('./FakeArgocd.mjs').FakeArgocd} argocd
 * @param {number} views
 * @param {() => Promise<T>} task
 * @returns {Promise<[T, import('./judge.mjs').Upstream]>} with what each of its views cost Argo CD
 */
async function counted(argocd, views, task) {
  const before = await argocd.stats();
  const result = await task();
  const after = await argocd.stats();
  return [
    result,
    {
      requests: (after.requests - before.requests) / views,
      bytes: (after.bytes - before.bytes) / views,
    },
  ];
}

/**
 * Views of pages that have what they ask for.
 * @param {BackendProcess} backend
 * @param {PortalClient} client
 * @param {{ views: number, from: number, services: number }} options
 */
async function measureUnchanged(backend, client, { views, from, services }) {
  const path = (/** @type {number} */ index) =>
    `/delivery/services/default/${serviceName(index % services)}`;
  for (let attempt = 1; ; attempt++) {
    for (let index = 0; index < views; index++) {
      await client.get(path(from + index));
    }
    try {
      const ask = (/** @type {number} */ index) =>
        client.revalidate(path(index));
      return await measure(backend, ask, { views, from });
    } catch (error) {
      // Once a minute they change, since they tell how old they are.
      if (attempt === ATTEMPTS) {
        throw error;
      }
    }
  }
}

/**
 * @param {BackendProcess} backend
 * @param {(index: number) => Promise<void>} ask
 * @param {{ views: number, from?: number, atOnce?: number }} options atOnce: how many ask, each one thing after another
 * @returns {Promise<import('./judge.mjs').Load>}
 */
async function measure(backend, ask, { views, from = 0, atOnce = 1 }) {
  /** @type {number[]} */
  const times = [];
  const before = await backend.ask('usage');
  await Promise.all(
    Array.from({ length: atOnce }, async (_, viewer) => {
      for (let index = viewer; index < views; index += atOnce) {
        const started = performance.now();
        await ask(from + index);
        times.push(performance.now() - started);
      }
    }),
  );
  const after = await backend.ask('usage');
  return {
    cpuMs: ((after.cpuS - before.cpuS) * 1000) / views,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  };
}
