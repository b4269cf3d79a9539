import os from 'node:os';
import path from 'node:path';
import { localFolder } from '../../scripts/lib/paths.mjs';
import { BackendProcess } from '../lib/BackendProcess.mjs';
import { PortalClient } from '../lib/PortalClient.mjs';
import { median, percentile, round } from '../lib/statistics.mjs';
import { sandboxBackendConfig } from '../lib/sandboxBackendConfig.mjs';
import { measureRollbacks } from './measureRollbacks.mjs';
import { Sandbox } from '../lib/Sandbox.mjs';

const PORT = 7823;
const ROUNDS = 15;
/** What a host in the same region takes for an answer; the sandbox, which runs git for each, takes longer. */
const LATENCY_MS = 50;
const LIMIT_MS = 3_000;
const folder = path.join(localFolder, 'benchmarks/rollback');

/**
 * @typedef {import('./measureRollbacks.mjs').Round} Round
 * @typedef {import('./measureRollbacks.mjs').Click} Click
 */

/** @param {number[]} times */
const percentiles = times => ({
  p50Ms: round(median(times) ?? NaN, 1),
  p95Ms: round(percentile(times, 0.95), 1),
});

/** @param {Click} click */
const atLatency = ({ ownMs, steps }) => ownMs + steps * LATENCY_MS;

/** @param {Click[]} clicks */
const figuresOf = clicks => ({
  ...percentiles(clicks.map(({ ms }) => ms)),
  requests: median(clicks.map(({ requests }) => requests)),
  steps: median(clicks.map(({ steps }) => steps)),
});

/** @param {Round[]} rounds @param {(click: Click) => number} timeOf */
const ofBoth = (rounds, timeOf) =>
  percentiles(
    rounds.map(({ preview, open }) => timeOf(preview) + timeOf(open)),
  );

/** @param {string} name @param {number} value */
const target = (name, value) => ({
  ...{ name, limit: LIMIT_MS, value },
  holds: value <= LIMIT_MS,
});

/** @type {import('../lib/benchCommand.mjs').Benchmark} */
export const benchmark = {
  help: 'npm run bench -- rollback    from "production is bad" to the open pull request: preview and open, against a script of six requests to the Git host',
  async run(_args, { progress, signal }) {
    const sandbox = new Sandbox({
      folder: path.join(folder, 'sandbox'),
      webhookUrl: `http://127.0.0.1:${PORT}/api/events/http/github`,
      signal,
    });
    const client = new PortalClient(PORT);
    /** @type {BackendProcess | undefined} */
    let backend;
    /** @type {Round[]} */
    let rounds = [];
    try {
      await progress.step('starts a portal and its sandbox', async () => {
        await sandbox.start();
        backend = new BackendProcess({
          entry: 'benchmarks/rollback/backend/main.ts',
          job: { gitUrl: sandbox.gitUrl },
          config: sandboxBackendConfig({ port: PORT, sandbox }),
          ...{ folder, name: 'backend', signal },
        });
        await backend.ready;
        await client.signIn();
      });
      await progress.step('rolls back', async say => {
        rounds = await measureRollbacks({
          ...{ client, sandbox, say, rounds: ROUNDS },
          backend: /** @type {BackendProcess} */ (backend),
        });
      });
    } finally {
      client.close();
      await backend?.stop();
      await sandbox.stop();
    }
    const own = ofBoth(rounds, ({ ownMs }) => ownMs);
    const usual = ofBoth(rounds, atLatency);
    const targets = [
      target('own time of preview and open, p95 ms', own.p95Ms),
      target(`with ${LATENCY_MS} ms for each answer, p95 ms`, usual.p95Ms),
    ];
    return {
      name: 'rollback',
      machine: `${os.cpus().length} × ${os.cpus()[0]?.model}, Node ${
        process.versions.node
      }, load ${os.loadavg()[0].toFixed(1)}`,
      clicks: 2,
      latencyMs: LATENCY_MS,
      peer: 'a script of six requests to the Git host, which checks and records nothing',
      figures: {
        preview: figuresOf(rounds.map(({ preview }) => preview)),
        open: figuresOf(rounds.map(({ open }) => open)),
        both: ofBoth(rounds, ({ ms }) => ms),
        own,
        atLatency: usual,
        peer: percentiles(rounds.map(({ scriptMs }) => scriptMs)),
      },
      targets,
      holds: targets.every(({ holds }) => holds),
    };
  },
};
