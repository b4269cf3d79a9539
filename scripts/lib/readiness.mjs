import { Failure } from './Failure.mjs';
import { personSession } from './personSession.mjs';
import { waitUntil } from './waitUntil.mjs';

/** Slow machines compile for minutes; somebody who waits sees the time pass. */
const LIMIT_MS = 5 * 60_000;
const REQUEST_LIMIT_MS = 10_000;

/** @typedef {import('./portal.mjs').Urls} Urls */

/**
 * @param {Urls} urls
 * @param {AbortSignal} signal
 */
export async function sandboxReady(urls, signal) {
  await wait(signal, 'The sandbox does not answer.', async () => {
    const answers = await Promise.all([
      get(`${urls.git}/healthz`),
      get(`${urls.argocd}/healthz`),
      get(`${urls.identity}/healthz`),
      get(`${urls.prometheus}/healthz`),
    ]);
    return answers.every(({ ok }) => ok);
  });
}

/**
 * @param {Urls} urls
 * @param {AbortSignal} signal
 */
export async function backendReady(urls, signal) {
  await wait(signal, 'The portal’s backend does not answer.', async () => {
    const answer = await get(`${urls.backend}/.backstage/health/v1/readiness`);
    return answer.ok;
  });
}

/**
 * The page answers even when the bundle behind it could not be built, so the scripts it names are asked for as well.
 * @param {Urls} urls
 * @param {AbortSignal} signal
 * @param {{ lastLines(count: number): string }} [frontend] the development server, when it serves the pages
 */
export async function frontendReady(urls, signal, frontend) {
  await wait(signal, 'The portal’s pages do not answer.', async () => {
    const page = await get(urls.portal);
    const script = /<script[^>]+src="([^"]+)"/.exec(await page.text())?.[1];
    return (
      page.ok &&
      script !== undefined &&
      (await get(new URL(script, urls.portal).href)).ok
    );
  });
  if (frontend && /^\s*(ERROR in|× )/m.test(frontend.lastLines(400))) {
    throw new Failure('The portal’s pages could not be built.');
  }
}

/**
 * Until services are in the catalog and no more are coming, or there are none to come.
 * @param {Urls} urls
 * @param {string} sandboxToken
 * @param {AbortSignal} signal
 */
export async function catalogFilled(urls, sandboxToken, signal) {
  /** @type {import('./personSession.mjs').Session | undefined} */
  let session;
  let last = 0;
  let seen = 0;
  await wait(
    signal,
    'The portal runs, but no service appears in its catalog.',
    async () => {
      // Nobody can sign in before the people are in the catalog.
      session ??= await personSession(urls);
      const now = await countServices(session);
      seen = now === last ? seen + 1 : 0;
      last = now;
      // They come in groups; on a busy machine a second may pass between two.
      return (
        seen >= 2 &&
        (now > 0 || !(await repositoryHasServices(urls, sandboxToken)))
      );
    },
    1_000,
  );
}

/** @param {import('./personSession.mjs').Session} session */
async function countServices(session) {
  const { totalItems } = await session(
    '/api/catalog/entities/by-query?filter=kind=component&limit=0',
  );
  return Number(totalItems);
}

/**
 * @param {Urls} urls
 * @param {string} sandboxToken
 */
async function repositoryHasServices(urls, sandboxToken) {
  const answer = await get(
    `${urls.git}/api/v3/repos/stonegarden/homelab/git/trees/main?recursive=1`,
    { authorization: `Bearer ${sandboxToken}` },
  );
  /** @type {{ tree: Array<{ path: string }> }} */
  const { tree } = await answer.json();
  return tree.some(({ path }) => /^kubernetes\/.*\/service\.yaml$/.test(path));
}

/**
 * @param {AbortSignal} signal
 * @param {string} message
 * @param {() => Promise<boolean>} check
 * @param {number} [everyMs]
 */
async function wait(signal, message, check, everyMs) {
  try {
    await waitUntil(check, { timeoutMs: LIMIT_MS, everyMs, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new Failure(message, { cause: error });
  }
}

/**
 * @param {string} url
 * @param {Record<string, string>} [headers]
 */
function get(url, headers) {
  return fetch(url, { headers, signal: AbortSignal.timeout(REQUEST_LIMIT_MS) });
}
