import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  buildFrontend,
  isFrontendBuilt,
} from '../../scripts/lib/buildFrontend.mjs';
import { ensureChromium } from '../../scripts/lib/chromium.mjs';
import { localFolder, root } from '../../scripts/lib/paths.mjs';
import { portalParts } from '../../scripts/lib/portalParts.mjs';
import { waitUntil } from '../../scripts/lib/waitUntil.mjs';
import { BackendProcess } from '../lib/BackendProcess.mjs';
import { PortalClient } from '../lib/PortalClient.mjs';
import { ENVIRONMENTS } from '../status/applications.mjs';
import { FakeArgocd } from '../status/FakeArgocd.mjs';
import { judge } from './judge.mjs';
import { measureChange } from './measureChange.mjs';
import { measurePage } from './measurePage.mjs';
import { openPortal } from './openPortal.mjs';
import { HELP, readOptions } from './options.mjs';
import { portalConfig } from './portalConfig.mjs';
import { reportText } from './reportText.mjs';

const READY_LIMIT_MS = 20 * 60_000;
const LATENCY_MS = 50;
const BACKSTAGE_CLI = path.join(
  root,
  'node_modules/@backstage/cli/bin/backstage-cli',
);
const folder = path.join(localFolder, 'benchmarks/fleet');

/** @type {import('../lib/benchCommand.mjs').Benchmark} */
export const benchmark = {
  help: HELP,
  async run(args, { progress, signal }) {
    const options = readOptions(args);
    fs.mkdirSync(folder, { recursive: true });
    const executablePath = await ensureChromium(progress);
    if (!isFrontendBuilt()) {
      await progress.step('builds the pages', () =>
        buildFrontend(
          portalParts({ stateDir: folder, env: {}, signal, onStopped() {} }),
          BACKSTAGE_CLI,
        ),
      );
    }
    /** @type {import('./judge.mjs').Measured[]} */
    const measured = [];
    for (const services of options.services) {
      await progress.step(`${services} services`, async say => {
        measured.push(
          await measure({
            ...{ services, options, executablePath, signal, say },
          }),
        );
      });
    }
    const { figures, targets, holds } = judge(measured);
    progress.line(`\n${reportText({ figures, targets })}`);
    return {
      name: 'fleet',
      machine: `${os.cpus().length} × ${os.cpus()[0]?.model}, Node ${
        process.versions.node
      }, load ${os.loadavg()[0].toFixed(1)}`,
      environments: ENVIRONMENTS.length,
      clients: options.clients,
      peer: "the catalog's own list of the same services, without states",
      figures,
      targets,
      holds,
    };
  },
};

/**
 * @param {{
 *   services: number, options: import('./options.mjs').Options, executablePath: string, signal: AbortSignal,
 *   say(text: string): void,
 * }} surroundings
 * @returns {Promise<import('./judge.mjs').Measured>}
 */
async function measure({ services, options, executablePath, signal, say }) {
  const { port, rounds, clients } = options;
  const databases = path.join(folder, 'databases');
  fs.rmSync(databases, { recursive: true, force: true });
  fs.mkdirSync(databases, { recursive: true });
  const argocd = new FakeArgocd({
    ...{ port: options.argocdPort, latencyMs: LATENCY_MS, signal },
    applications: services * ENVIRONMENTS.length,
  });
  const client = new PortalClient(port);
  /** @type {BackendProcess | undefined} */
  let backend;
  /** @type {Awaited<ReturnType<typeof openPortal>> | undefined} */
  let portal;
  try {
    await argocd.ready;
    backend = new BackendProcess({
      entry: 'benchmarks/status/backend/main.ts',
      job: {
        ...{ subject: 'ours', services, portal: true },
        deliveryDatabase: path.join(databases, 'delivery.sqlite'),
      },
      config: portalConfig({ port, argocdUrl: argocd.url, databases }),
      ...{ folder, name: 'backend', signal },
    });
    await backend.ready;
    await client.signIn();
    say('waits for the catalog and Argo CD');
    await waitUntil(
      async () => {
        const { items } = await client.get('/delivery/fleet');
        say(`${items.length} services so far`);
        return (
          items.length === services &&
          items.every((/** @type {any} */ { environments }) =>
            environments.every((/** @type {any} */ { health }) => health),
          )
        );
      },
      { timeoutMs: READY_LIMIT_MS, everyMs: 3000, signal: backend.gone },
    );
    const url = `http://127.0.0.1:${port}`;
    portal = await openPortal({ executablePath, url });
    const { context } = portal;
    const page = await measurePage({ context, services, rounds, say });
    say('changes something');
    const change = await measureChange({
      ...{ argocd, backend, clients, context, port },
    });
    return { services, page, change };
  } finally {
    client.close();
    await portal?.browser.close();
    await backend?.stop();
    await argocd.stop();
  }
}
