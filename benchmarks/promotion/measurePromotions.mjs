import fs from 'node:fs';
import path from 'node:path';
import { waitUntil } from '../../scripts/lib/waitUntil.mjs';
import { stepsOf } from '../lib/spans.mjs';
import { commitToBranch, readFile } from '../rollback/commits.mjs';
import { promoteByAction } from './promoteByAction.mjs';
import { promoteByClone } from './promoteByClone.mjs';

const SERVICE = '/delivery/services/default/audiobookshelf';
const STEP = { from: 'dev', to: 'staging' };
const ENVIRONMENTS = 'kubernetes/services/audiobookshelf/environments';
const LIMIT_MS = 180_000;
/** After so long without a request of it, the portal has read all that it reads in the background. */
const QUIET_MS = 1_500;

/** @typedef {{ ms: number, requests: number, steps: number, bytes: number }} Cost steps: requests one after another */

/** @param {string} text @param {string} tag */
const withTag = (text, tag) =>
  text.replace(/newTag: "[^"]*"/, `newTag: "${tag}"`);

/**
 * Brings one release after another to dev and promotes it, in the portal and as its peers do.
 * @param {{
 *   backend: import('../lib/BackendProcess.mjs').BackendProcess,
 *   client: import('../lib/PortalClient.mjs').PortalClient,
 *   sandbox: import('../lib/Sandbox.mjs').Sandbox,
 *   proxy: import('./HostProxy.mjs').HostProxy,
 *   workspaces: string,
 *   signal: AbortSignal,
 *   say(text: string): void,
 * }} options the portal reaches the sandbox through the proxy
 */
export function measurePromotions(options) {
  const { backend, client, sandbox, proxy, workspaces, signal, say } = options;
  let releases = 0;
  const until = (/** @type {() => Promise<boolean>} */ check) =>
    waitUntil(check, { timeoutMs: LIMIT_MS, signal: backend.gone });

  /** What somebody waits for. @template T @param {() => Promise<T>} task */
  const costOf = async task => {
    await proxy.take(QUIET_MS);
    const began = performance.now();
    const answer = await task();
    const ms = performance.now() - began;
    const all = await proxy.take();
    // What the portal asks once the pull request is there, nobody waits for.
    const opened = all.findIndex(
      each => each.method === 'POST' && each.path.endsWith('/pulls'),
    );
    const end = opened < 0 ? Infinity : all[opened].until;
    const passed = all.filter(({ until }) => until <= end);
    const bytes = passed.reduce((sum, each) => sum + each.bytes, 0);
    const requests = passed.length;
    return { answer, cost: { ms, requests, steps: stepsOf(passed), bytes } };
  };

  const dev = async () => {
    const { environments } = await client.get(SERVICE);
    return environments.find(
      (/** @type {{ name: string }} */ { name }) => name === STEP.from,
    );
  };

  const bringRelease = async () => {
    releases += 1;
    const tag = `9.0.${releases}`;
    const file = `${ENVIRONMENTS}/dev/kustomization.yaml`;
    const content = withTag(await readFile(sandbox, file, 'main'), tag);
    await commitToBranch(sandbox, { path: file, content }, `Take ${tag}`);
    let synced = false;
    await until(async () => {
      const { health, release, sync } = await dev();
      if (sync === 'OutOfSync' && !synced) {
        synced = true;
        await client.post(`${SERVICE}/environments/${STEP.from}/sync`);
      }
      return (
        sync === 'Synced' &&
        health === 'Healthy' &&
        release?.images[0]?.tag === tag
      );
    });
    return tag;
  };

  const close = async (/** @type {number} */ number) => {
    await sandbox.github('PATCH', `pulls/${number}`, { state: 'closed' });
  };

  /** A preview and the click that follows it. */
  const promote = async () => {
    await bringRelease();
    const preview = await costOf(() =>
      client.post(`${SERVICE}/promotions/preview`, STEP),
    );
    if (!preview.answer.canOpen) {
      throw backend.failure(
        `Not offered: ${JSON.stringify(preview.answer.reason)}`,
      );
    }
    const open = await costOf(() => client.post(`${SERVICE}/promotions`, STEP));
    if (open.answer.status !== 'open') {
      throw backend.failure(`The promotion is ${open.answer.status}.`);
    }
    await close(open.answer.pullRequest.number);
    await until(async () => {
      const { status } = await client.get(
        `/delivery/promotions/${open.answer.id}`,
      );
      return status === 'rejected';
    });
    return { preview: preview.cost, open: open.cost };
  };

  /**
   * The same change without a portal.
   * @param {(wanted: Omit<Parameters<typeof promoteByClone>[0], 'shallow'>) => Promise<{ number: number }>} way
   */
  const byPeer = async way => {
    releases += 1;
    const branch = `peer-${releases}`;
    const folder = path.join(workspaces, branch);
    const { answer, cost } = await costOf(() =>
      way({
        ...{ url: proxy.url, token: sandbox.token, folder, branch, signal },
        file: `${ENVIRONMENTS}/staging/kustomization.yaml`,
        edit: text => withTag(text, `9.0.${releases}`),
      }),
    );
    await close(answer.number);
    fs.rmSync(folder, { recursive: true, force: true });
    return cost;
  };

  /** @template T @param {string} what @param {number} times @param {() => Promise<T>} task @returns {Promise<T[]>} */
  const repeat = async (what, times, task) => {
    const results = [];
    for (let round = 1; round <= times; round += 1) {
      say(`${what}: ${round} of ${times}`);
      results.push(await task());
    }
    return results;
  };

  return {
    /** @param {{ rounds: number, clones: number }} wanted */
    async all({ rounds, clones }) {
      const ours = await repeat('promotions', rounds, promote);
      return {
        preview: ours.map(({ preview }) => preview),
        open: ours.map(({ open }) => open),
        clone: await repeat('clones', clones, () =>
          byPeer(wanted => promoteByClone({ ...wanted, shallow: false })),
        ),
        shallowClone: await repeat('shallow clones', clones, () =>
          byPeer(wanted => promoteByClone({ ...wanted, shallow: true })),
        ),
        action: await repeat('stock actions', rounds, () =>
          byPeer(promoteByAction),
        ),
      };
    },
    /** What comes first costs more: code that is not compiled yet, connections that are not open yet. */
    warmUp: promote,
  };
}
