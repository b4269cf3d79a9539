import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../../scripts/lib/waitUntil.mjs';
import { median, percentile, round } from '../lib/statistics.mjs';
import { serviceName } from './applications.mjs';

const CHANGES = 40;
const LIMIT_MS = 30_000;
const CHANNEL = 'delivery:service';

/** @typedef {{ signalP50Ms: number, signalP95Ms: number, shownP50Ms: number, shownP95Ms: number }} ChangeFigures */

/**
 * From the moment at which Argo CD tells of a change until an open page is told of it, and until the page has what changed:
 * one signed-in client that listens as the page does, and then asks for the service.
 * @param {{
 *   argocd: import('./FakeArgocd.mjs').FakeArgocd, client: import('../lib/PortalClient.mjs').PortalClient,
 *   port: number, services: number, signal: AbortSignal,
 * }} options
 * @returns {Promise<ChangeFigures>}
 */
export async function measureChanges({
  argocd,
  client,
  port,
  services,
  signal,
}) {
  const socket = new WebSocket(
    `ws://127.0.0.1:${port}/api/signals`,
    client.token,
  );
  /** @type {Map<string, (at: number) => void>} */
  const waiting = new Map();
  socket.onmessage = ({ data }) => {
    const { channel, message } = JSON.parse(String(data));
    if (channel === CHANNEL) {
      waiting.get(message.entityRef)?.(now());
    }
  };
  try {
    await waitUntil(async () => socket.readyState === WebSocket.OPEN, {
      timeoutMs: LIMIT_MS,
      signal,
    });
    socket.send(JSON.stringify({ action: 'subscribe', channel: CHANNEL }));
    // No answer says that a subscription holds
    await sleep(500);
    const told = [];
    const shown = [];
    for (let index = 0; index < CHANGES; index++) {
      const service = (index * 37) % services;
      const name = serviceName(service);
      const health = index % 2 ? 'Progressing' : 'Suspended';
      /** @type {Promise<number>} */
      const arrived = new Promise(resolve =>
        waiting.set(`component:default/${name}`, resolve),
      );
      const at = await argocd.change({ service, stage: 1, health });
      const arrivedAt = await Promise.race([
        arrived,
        sleep(LIMIT_MS, undefined, { ref: false }).then(() => {
          throw new Error(`Nobody was told of a change of ${name}`);
        }),
      ]);
      const { environments } = await client.get(
        `/delivery/services/default/${name}`,
      );
      const shownAt = now();
      if (environments[1].health !== health) {
        throw new Error(
          `${name} shows ${environments[1].health}, not ${health}`,
        );
      }
      told.push(arrivedAt - at);
      shown.push(shownAt - at);
      // Not in step with whatever runs in the background
      await sleep(50 + ((index * 53) % 250));
    }
    return {
      signalP50Ms: round(median(told) ?? NaN, 0),
      signalP95Ms: round(percentile(told, 0.95), 0),
      shownP50Ms: round(median(shown) ?? NaN, 0),
      shownP95Ms: round(percentile(shown, 0.95), 0),
    };
  } finally {
    socket.close();
  }
}

/** Milliseconds since the epoch, as the Argo CD of the benchmark tells them. */
function now() {
  return performance.timeOrigin + performance.now();
}
