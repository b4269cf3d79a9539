import path from 'node:path';
import { waitUntil } from '../../scripts/lib/waitUntil.mjs';
import { BackendProcess } from '../lib/BackendProcess.mjs';
import { percentile } from '../lib/statistics.mjs';
import { ENVIRONMENTS, serviceName } from './applications.mjs';
import { PortalClient } from '../lib/PortalClient.mjs';
import { backendConfig } from './backendConfig.mjs';
import { VIEWERS } from './options.mjs';
import { peerOf } from './peers.mjs';
import { VIEWS, readByName } from './views.mjs';

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
 * @returns {Promise<import('./judge.mjs').Round[]>}
 */
export async function measureSubject(subject, surroundings) {
  const { options, argocd, folder, signal, say } = surroundings;
  const { port, views } = options;
  const services = Math.floor(options.applications / ENVIRONMENTS.length);
  const backend = new BackendProcess({
    entry: 'benchmarks/status/backend/main.ts',
    job: {
      ...{ subject, services },
      ...(subject !== 'ours' && {
        peer: peerOf(surroundings.peersFolder, subject),
      }),
    },
    config: backendConfig({ port, argocdUrl: argocd.url }),
    ...{ folder, name: subject, signal },
  });
  const client = new PortalClient(port);
  const { get } = client;
  const view = (/** @type {number} */ index) =>
    VIEWS[subject](get, index % services);
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
        Promise.all([view(0), view(services - 1)]).then(
          () => true,
          () => false,
        ),
      { timeoutMs: READY_LIMIT_MS, everyMs: 500, signal: backend.gone },
    );
    for (let index = 0; index < WARM_UP; index++) {
      await read(index * 7);
      await view(index * 7);
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
      const before = await argocd.requests();
      const viewLoad = await measure(backend, view, { views, from });
      const upstreamPerView = ((await argocd.requests()) - before) / views;
      const many = { views, from, atOnce: VIEWERS };
      const readers = await measure(backend, read, many);
      const viewers = await measure(backend, view, many);
      rounds.push({
        ...{ subject, round, upstreamPerView, readers, viewers },
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
        )} ms of CPU, a view ${viewLoad.cpuMs.toFixed(1)} ms`,
      );
    }
    return rounds;
  } finally {
    client.close();
    await backend.stop();
  }
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
