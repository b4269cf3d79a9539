import { BackendProcess } from '../lib/BackendProcess.mjs';
import { median, round } from '../lib/statistics.mjs';
import { ENVIRONMENTS } from './applications.mjs';
import { FakeArgocd } from './FakeArgocd.mjs';

const ROUNDS = 5;

/**
 * @typedef {{ applications: number, listMs: number, indexMs: number, indexToList: number, heapMb: number }} IndexFigures
 *   heapMb: more memory with the index than without, after a full collection
 */

/**
 * What it takes until all Applications are known, and to keep them. Every round has two fresh processes: one that lists, one that
 * fills an index.
 * @param {{
 *   applications: number, port: number, latencyMs: number, folder: string, signal: AbortSignal, say(text: string): void,
 * }} options
 * @returns {Promise<IndexFigures>}
 */
export async function measureIndex(options) {
  const { applications, port, latencyMs, folder, signal, say } = options;
  const argocd = new FakeArgocd({ port, applications, latencyMs, signal });
  const job = {
    argocdUrl: argocd.url,
    services: Math.floor(applications / ENVIRONMENTS.length),
    environments: ENVIRONMENTS.length,
  };
  const inFreshProcess = async (/** @type {string} */ command) => {
    const backend = new BackendProcess({
      entry: 'benchmarks/status/backend/readModel.ts',
      ...{ job, config: {}, folder, name: 'readModel', signal },
    });
    try {
      await backend.ready;
      return await backend.ask(command);
    } finally {
      await backend.stop();
    }
  };
  try {
    await argocd.ready;
    /** @type {Array<Omit<IndexFigures, 'applications'>>} */
    const rounds = [];
    for (let index = 1; index <= ROUNDS; index++) {
      const listMs = await inFreshProcess('bareList');
      const { ms, heapMb } = await inFreshProcess('completeIndex');
      rounds.push({ listMs, indexMs: ms, indexToList: ms / listMs, heapMb });
      say(
        `round ${index}: a list ${Math.round(listMs)} ms, an index ${Math.round(
          ms,
        )} ms, ${Math.round(heapMb)} MB`,
      );
    }
    const of = (/** @type {keyof Omit<IndexFigures, 'applications'>} */ key) =>
      round(median(rounds.map(each => each[key])) ?? NaN);
    return {
      applications,
      listMs: of('listMs'),
      indexMs: of('indexMs'),
      indexToList: of('indexToList'),
      heapMb: of('heapMb'),
    };
  } finally {
    await argocd.stop();
  }
}
