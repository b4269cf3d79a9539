import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { localFolder } from '../../scripts/lib/paths.mjs';
import { BackendProcess } from '../lib/BackendProcess.mjs';
import { PortalClient } from '../lib/PortalClient.mjs';
import { Sandbox } from '../lib/Sandbox.mjs';
import { sandboxBackendConfig } from '../lib/sandboxBackendConfig.mjs';
import { growRepository } from './growRepository.mjs';
import { HostProxy } from './HostProxy.mjs';
import { judge, summarize } from './judge.mjs';
import { measurePromotions } from './measurePromotions.mjs';
import { HELP, readOptions } from './options.mjs';
import { actionVersion, NO_SUCH_BRANCH } from './promoteByAction.mjs';

const folder = path.join(localFolder, 'benchmarks/promotion');
/** Clones are made in memory where there is some, which is kind to them: what is measured is no disk. */
const MEMORY = '/dev/shm';

/**
 * A portal and its sandbox with a repository of so many files.
 * @param {number} files
 * @param {import('./options.mjs').Options} options
 * @param {import('../lib/benchCommand.mjs').BenchTools} tools
 * @returns {Promise<import('./judge.mjs').Figures[]>} for each latency
 */
async function measureRepository(files, options, { progress, signal }) {
  const { port } = options;
  const state = {
    folder: path.join(folder, `sandbox-${files}`),
    webhookUrl: `http://127.0.0.1:${port}/api/events/http/github`,
    signal,
  };
  await progress.step(`makes a repository of ${files} files`, async () => {
    const seeding = new Sandbox(state);
    await seeding.start();
    await seeding.stop();
    await growRepository({
      gitDir: path.join(state.folder, 'git/homelab.git'),
      ...{ branch: 'main', files, signal },
    });
  });
  const sandbox = new Sandbox({ ...state, keep: true });
  const workspaces = fs.mkdtempSync(
    path.join(fs.existsSync(MEMORY) ? MEMORY : os.tmpdir(), 'bench-promotion-'),
  );
  const client = new PortalClient(port);
  /** @type {HostProxy | undefined} */
  let proxy;
  /** @type {BackendProcess | undefined} */
  let backend;
  try {
    await progress.step('starts a portal', async () => {
      await sandbox.start();
      proxy = new HostProxy(sandbox.gitUrl);
      proxy.answer = (method, route) =>
        method === 'POST' && route === '/api/graphql'
          ? NO_SUCH_BRANCH
          : undefined;
      await proxy.start();
      backend = new BackendProcess({
        entry: 'benchmarks/rollback/backend/main.ts',
        job: { gitUrl: proxy.url },
        config: sandboxBackendConfig({ port, sandbox, apiUrl: proxy.url }),
        ...{ folder, name: `backend-${files}`, signal },
      });
      await backend.ready;
      await client.signIn();
    });
    const through = /** @type {HostProxy} */ (proxy);
    /** @type {import('./judge.mjs').Figures[]} */
    const figures = [];
    await progress.step(`promotes among ${files} files`, async say => {
      const measure = measurePromotions({
        ...{ client, sandbox, proxy: through, signal, say },
        backend: /** @type {BackendProcess} */ (backend),
        workspaces,
      });
      await measure.warmUp();
      for (const latencyMs of options.latency) {
        through.latencyMs = latencyMs;
        const { preview, open, clone, shallowClone, action } =
          await measure.all(options);
        const measured = {
          ...{ files, latencyMs },
          preview: summarize(preview),
          open: summarize(open),
          clone: summarize(clone),
          shallowClone: summarize(shallowClone),
          action: summarize(action),
        };
        figures.push(measured);
        // A long run that is ended has told something.
        progress.line(JSON.stringify(measured));
      }
    });
    return figures;
  } finally {
    client.close();
    await backend?.stop();
    await proxy?.stop();
    await sandbox.stop();
    fs.rmSync(workspaces, { recursive: true, force: true });
  }
}

/** @type {import('../lib/benchCommand.mjs').Benchmark} */
export const benchmark = {
  help: HELP,
  async run(args, tools) {
    const options = readOptions(args);
    const figures = [];
    for (const files of options.files) {
      figures.push(...(await measureRepository(files, options, tools)));
    }
    const targets = judge(figures);
    return {
      name: 'promotion',
      machine: `${os.cpus().length} × ${os.cpus()[0]?.model}, Node ${
        process.versions.node
      }, load ${os.loadavg()[0].toFixed(1)}`,
      rounds: options.rounds,
      clones: options.clones,
      peers: {
        clone: 'git clone, commit, push, and one request for the pull request',
        shallowClone: 'the same with --depth 1',
        action: `publish:github:pull-request ${actionVersion()}`,
      },
      figures,
      targets,
      holds: targets.every(({ holds }) => holds),
    };
  },
};
