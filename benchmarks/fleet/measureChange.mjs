import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../../scripts/lib/waitUntil.mjs';
import { PortalClient } from '../lib/PortalClient.mjs';
import { median, percentile, round } from '../lib/statistics.mjs';

const CHANGES = 10;
const LIMIT_MS = 60_000;
const CHANNEL = 'delivery:service';

/**
 * @typedef {{ shownP50Ms: number, shownP95Ms: number, pageLongMs: number, serverCpuMs: number, clientsMs: number }} ChangeFigures
 *   shown: in Chromium, from the moment at which Argo CD tells; pageLongMs: longest task of that page meanwhile;
 *   serverCpuMs: of one change for all pages; clientsMs: until all of them have it
 */

/**
 * One change after another, told to one page in Chromium and to many clients that do what an open page does: they listen, and ask
 * for the whole fleet with the ETag that they have.
 * @param {{
 *   argocd: import('../status/FakeArgocd.mjs').FakeArgocd, backend: import('../lib/BackendProcess.mjs').BackendProcess,
 *   clients: number, context: import('@playwright/test').BrowserContext, port: number,
 * }} options
 * @returns {Promise<ChangeFigures>}
 */
export async function measureChange(options) {
  const { argocd, backend, clients, context, port } = options;
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  /** @type {OpenPage[]} */
  const pages = [];
  try {
    await page.goto('/delivery');
    await page.evaluate('window.stonegardenBench.firstStates');
    for (let index = 1; index < clients; index++) {
      const open = new OpenPage(port);
      pages.push(open);
      await open.start(backend.gone);
    }
    // What is shown first, so that the change is seen: the list begins with what needs somebody
    const name = await page.evaluate(
      `document.body.innerText.match(/svc-\\d{5}/)[0]`,
    );
    const service = Number(String(name).slice('svc-'.length));
    const shown = [];
    const all = [];
    const cpu = [];
    const tasks = [];
    for (let index = 0; index < CHANGES; index++) {
      const health = index % 2 ? 'Degraded' : 'Suspended';
      const said = index % 2 ? 'degraded' : 'suspended';
      const before = await backend.ask('usage');
      const longBefore = Number(
        await page.evaluate('window.stonegardenBench.longTasks.length'),
      );
      const seen = page.evaluate(
        `window.stonegardenBench.says(${JSON.stringify(name)}, ${JSON.stringify(
          said,
        )})`,
      );
      await sleep(100);
      const told = pages.map(open => open.next());
      const at = await argocd.change({ service, stage: 3, health });
      shown.push(Number(await seen) - at);
      const last = await Promise.all(told);
      all.push(Math.max(...last, 0) - at);
      // What the page does with it, and what is asked a moment later
      await sleep(1500);
      const after = await backend.ask('usage');
      cpu.push((after.cpuS - before.cpuS) * 1000);
      const long = /** @type {number[]} */ (
        await page.evaluate(
          `window.stonegardenBench.longTasks.slice(${longBefore})`,
        )
      );
      tasks.push(Math.max(0, ...long));
    }
    return {
      shownP50Ms: round(median(shown) ?? NaN, 0),
      shownP95Ms: round(percentile(shown, 0.95), 0),
      pageLongMs: round(median(tasks) ?? NaN, 0),
      serverCpuMs: round(median(cpu) ?? NaN, 0),
      clientsMs: round(median(all) ?? NaN, 0),
    };
  } finally {
    pages.forEach(open => open.close());
    await page.close();
  }
}

/** What an open page of all services does, without a browser. */
class OpenPage {
  #client;
  #port;
  /** @type {WebSocket | undefined} */
  #socket;
  /** @type {((at: number) => void) | undefined} */
  #told;

  /** @param {number} port */
  constructor(port) {
    this.#port = port;
    this.#client = new PortalClient(port);
  }

  /** @param {AbortSignal} signal */
  async start(signal) {
    await this.#client.signIn();
    await this.#read();
    const socket = new WebSocket(
      `ws://127.0.0.1:${this.#port}/api/signals`,
      this.#client.token,
    );
    this.#socket = socket;
    socket.onmessage = async ({ data }) => {
      if (JSON.parse(String(data)).channel === CHANNEL) {
        await this.#read();
        this.#told?.(performance.timeOrigin + performance.now());
      }
    };
    await waitUntil(async () => socket.readyState === WebSocket.OPEN, {
      ...{ timeoutMs: LIMIT_MS, everyMs: 20, signal },
    });
    socket.send(JSON.stringify({ action: 'subscribe', channel: CHANNEL }));
  }

  /** Resolves when it has read what it is told of next. @returns {Promise<number>} */
  next() {
    return new Promise(resolve => {
      this.#told = resolve;
    });
  }

  close() {
    this.#socket?.close();
    this.#client.close();
  }

  async #read() {
    await this.#client.get('/delivery/fleet');
  }
}
