import { waitUntil } from '../../scripts/lib/waitUntil.mjs';
import { commitToBranch, openByScript, readFile } from './commits.mjs';
import { coveredMs, stepsOf } from '../lib/spans.mjs';

const SERVICE = '/delivery/services/default/audiobookshelf';
const ENVIRONMENT = 'production';
const PATH =
  'kubernetes/services/audiobookshelf/environments/production/kustomization.yaml';
const LIMIT_MS = 120_000;

/**
 * @typedef {{ ms: number, ownMs: number, requests: number, steps: number }} Click
 *   ownMs: of that time, how long no request to the Git host was under way; steps: requests to it one after another
 * @typedef {{ preview: Click, open: Click, scriptMs: number }} Round
 */

/**
 * Breaks production again and again, and rolls it back: what each click costs.
 * @param {{
 *   backend: import('../lib/BackendProcess.mjs').BackendProcess,
 *   client: import('../lib/PortalClient.mjs').PortalClient,
 *   rounds: number,
 *   sandbox: import('../lib/Sandbox.mjs').Sandbox,
 *   say(text: string): void,
 * }} options one more round is made first, to warm up
 * @returns {Promise<Round[]>}
 */
export async function measureRollbacks(options) {
  const { backend, client, sandbox, say } = options;
  const until = (/** @type {() => Promise<boolean>} */ check) =>
    waitUntil(check, { timeoutMs: LIMIT_MS, signal: backend.gone });

  const history = async () => {
    const { histories } = await client.get(SERVICE);
    return histories.find(
      (/** @type {{ environment: string }} */ each) =>
        each.environment === ENVIRONMENT,
    );
  };

  /** What a person waits for after a click. @param {() => Promise<any>} task */
  const click = async task => {
    await backend.ask('takeRequests');
    const began = performance.now();
    const answer = await task();
    const ms = performance.now() - began;
    const requests = await backend.ask('takeRequests');
    const cost = {
      ms,
      ownMs: ms - coveredMs(requests),
      requests: requests.length,
      steps: stepsOf(requests),
    };
    return { answer, cost };
  };

  const bringBadRelease = async (/** @type {string} */ tag) => {
    const file = await readFile(sandbox, PATH, 'main');
    const content = file.replace(/newTag: "[^"]*"/, `newTag: "${tag}"`);
    await commitToBranch(sandbox, { path: PATH, content }, `Take ${tag}`);
    await until(async () => {
      const { environments } = await client.get(SERVICE);
      const { sync } = environments.find(
        (/** @type {{ name: string }} */ { name }) => name === ENVIRONMENT,
      );
      return sync === 'OutOfSync';
    });
    await client.post(`${SERVICE}/environments/${ENVIRONMENT}/sync`);
    await until(async () => {
      const { current, previous } = await history();
      // The portal has then asked all that it asks about a new deployment.
      return (
        current.release?.images[0].tag === tag &&
        current.commit !== undefined &&
        previous !== undefined
      );
    });
  };

  const close = async (/** @type {number} */ number) => {
    await sandbox.github('PATCH', `pulls/${number}`, { state: 'closed' });
  };

  /** @type {Round[]} */
  const measured = [];
  await until(async () => (await history()).current !== undefined);
  for (let round = 0; round <= options.rounds; round += 1) {
    await bringBadRelease(`3.0.${round}`);
    const { previous } = await history();
    const request = {
      ...{ environment: ENVIRONMENT, deployment: previous.id },
      ...{ scope: 'versions', reason: 'Every login fails.' },
    };
    const preview = await click(async () => {
      const [answer] = await Promise.all([
        client.post(`${SERVICE}/rollbacks/preview`, request),
        client.get(
          `${SERVICE}/environments/${ENVIRONMENT}/rollback-candidates`,
        ),
      ]);
      return answer;
    });
    if (!preview.answer.canOpen) {
      throw new Error(`Not offered: ${JSON.stringify(preview.answer.reason)}`);
    }
    const open = await click(() =>
      client.post(`${SERVICE}/rollbacks`, request),
    );
    const began = performance.now();
    const byScript = await openByScript(sandbox, {
      ...{ path: PATH, revision: previous.revision, branch: `script-${round}` },
    });
    const scriptMs = performance.now() - began;
    if (open.answer.status !== 'open') {
      throw new Error(`The rollback is ${open.answer.status}`);
    }
    measured.push({ preview: preview.cost, open: open.cost, scriptMs });
    say(
      `round ${round}: ${Math.round(preview.cost.ms)} + ${Math.round(
        open.cost.ms,
      )} ms`,
    );
    await close(byScript.number);
    await close(open.answer.pullRequest.number);
    await until(async () => {
      const { status } = await client.get(
        `/delivery/promotions/${open.answer.id}`,
      );
      return status === 'rejected';
    });
  }
  return measured.slice(1);
}
