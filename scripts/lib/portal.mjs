import path from 'node:path';
import { Failure } from './Failure.mjs';
import { startGuarded } from './guarded.mjs';
import { root } from './paths.mjs';
import { assertPortsFree } from './ports.mjs';
import {
  backendReady,
  catalogFilled,
  frontendReady,
  sandboxReady,
} from './readiness.mjs';
import { claimState, loadSecrets } from './state.mjs';

const BACKSTAGE_CLI = path.join(
  root,
  'node_modules/@backstage/cli/bin/backstage-cli',
);
const TYPESCRIPT = path.join(
  root,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);
const CONFIG = ['app-config.yaml', 'app-config.sandbox.yaml'].flatMap(file => [
  '--config',
  path.join(root, file),
]);

/**
 * @typedef {{ portal: string, backend: string, git: string, argocd: string }} Urls
 * @typedef {{
 *   urls: Urls,
 *   env: Record<string, string>,
 *   died: Promise<Failure>,
 *   stop(): Promise<void>,
 * }} Portal
 *   env: the variables that app-config.sandbox.yaml reads, for tools that call the sandbox;
 *   died: resolves when a part ended by itself (everything else is stopped by then), never after stop()
 */

/**
 * Starts the sandbox and the portal, as `npm start` and the browser journeys do, and resolves when a person could use
 * them. Whatever fails, nothing is left running.
 * @param {{
 *   stateDir: string,
 *   ports: import('./ports.mjs').Ports,
 *   progress: import('./progress.mjs').Progress,
 *   signal?: AbortSignal,
 *   watch?: boolean,
 *   verbose?: boolean,
 * }} options
 *   stateDir: absolute; signal: stops everything; watch: restart the backend when its code changes
 * @returns {Promise<Portal>}
 */
export async function startPortal({
  stateDir,
  ports,
  progress,
  signal,
  watch = false,
  verbose = false,
}) {
  signal?.throwIfAborted();
  await assertPortsFree(ports);
  const urls = {
    portal: `http://localhost:${ports.frontend}`,
    backend: `http://localhost:${ports.backend}`,
    git: `http://127.0.0.1:${ports.git}`,
    argocd: `http://127.0.0.1:${ports.argocd}`,
  };
  const release = await claimState(stateDir, {
    url: urls.portal,
    port: ports.frontend,
  });
  const env = portalEnvironment(stateDir, ports);

  /** @type {import('./guarded.mjs').Guarded[]} */
  const running = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await Promise.all(running.map(part => part.stop()));
    release();
  };

  const death = new AbortController();
  /** @type {Promise<Failure>} */
  const died = new Promise(resolve => {
    death.signal.addEventListener('abort', async () => {
      await stop();
      resolve(death.signal.reason);
    });
  });
  const alive = signal ? AbortSignal.any([signal, death.signal]) : death.signal;

  const start = (
    /** @type {string} */ name,
    /** @type {string} */ cwd,
    /** @type {string[]} */ args,
  ) => {
    const logFile = path.join(stateDir, 'logs', `${name}.log`);
    const part = startGuarded({
      name,
      command: process.execPath,
      args,
      cwd: path.join(root, cwd),
      env: { ...process.env, ...env },
      logFile,
      onLine: verbose ? line => progress.line(`[${name}] ${line}`) : undefined,
    });
    running.push(part);
    part.exited.then(code => {
      if (!stopping && !death.signal.aborted) {
        death.abort(
          new Failure(`The ${name} ended by itself (code ${code}).`, {
            output: part.lastLines(40),
            advice: `Everything it said: ${logFile}`,
          }),
        );
      }
    });
    return part;
  };

  try {
    await progress.step('Starting the sandbox', async () => {
      const part = start('sandbox', '.', [
        '--require',
        TYPESCRIPT,
        'packages/sandbox/src/main.ts',
        ...sandboxArguments(stateDir, ports),
      ]);
      await explain(part, stateDir, sandboxReady(urls, alive));
    });
    await progress.step('Starting the portal', async update => {
      const backend = watch
        ? start('backend', 'packages/backend', [
            BACKSTAGE_CLI,
            'package',
            'start',
            ...CONFIG,
          ])
        : start('backend', 'packages/backend', [
            '--enable-source-maps',
            '--require',
            TYPESCRIPT,
            'src/index.ts',
            ...CONFIG,
          ]);
      const frontend = start('frontend', 'packages/app', [
        BACKSTAGE_CLI,
        'package',
        'start',
        ...CONFIG,
      ]);
      update('waiting for the backend');
      await explain(backend, stateDir, backendReady(urls, alive));
      update('building the pages');
      await explain(frontend, stateDir, frontendReady(urls, alive, frontend));
    });
    await progress.step('Reading the services into the catalog', async () =>
      explain(running[1], stateDir, catalogFilled(urls, alive)),
    );
  } catch (error) {
    await stop();
    throw death.signal.aborted ? death.signal.reason : error;
  }
  return { urls, env, died, stop };
}

/**
 * @param {string} stateDir
 * @param {import('./ports.mjs').Ports} ports
 * @returns {Record<string, string>}
 */
function portalEnvironment(stateDir, ports) {
  const { sandboxToken, webhookSecret } = loadSecrets(stateDir);
  return {
    STONEGARDEN_STATE_DIR: stateDir,
    STONEGARDEN_FRONTEND_PORT: `${ports.frontend}`,
    STONEGARDEN_BACKEND_PORT: `${ports.backend}`,
    STONEGARDEN_GIT_PORT: `${ports.git}`,
    STONEGARDEN_ARGOCD_PORT: `${ports.argocd}`,
    STONEGARDEN_SANDBOX_TOKEN: sandboxToken,
    STONEGARDEN_WEBHOOK_SECRET: webhookSecret,
    // The guest sign-in exists in development only, and this is one person's machine.
    NODE_ENV: 'development',
    // The Backstage CLI would open a page long before there is something to see.
    BROWSER: 'none',
  };
}

/**
 * @param {string} stateDir
 * @param {import('./ports.mjs').Ports} ports
 */
function sandboxArguments(stateDir, ports) {
  return [
    ...['--state-dir', path.join(stateDir, 'sandbox')],
    ...['--seed', path.join(root, 'examples/homelab')],
    ...['--git-port', `${ports.git}`],
    ...['--argocd-port', `${ports.argocd}`],
    ...[
      '--webhook-url',
      `http://127.0.0.1:${ports.backend}/api/events/http/github`,
    ],
  ];
}

/**
 * Adds the last lines of the part that was waited for.
 * @param {import('./guarded.mjs').Guarded} part
 * @param {string} stateDir
 * @param {Promise<void>} waiting
 */
async function explain(part, stateDir, waiting) {
  try {
    await waiting;
  } catch (error) {
    if (error instanceof Failure && !error.output) {
      throw new Failure(error.message, {
        cause: error,
        output: part.lastLines(40),
        advice: [
          ...error.advice,
          `Everything it said: ${path.join(
            stateDir,
            'logs',
            `${part.name}.log`,
          )}`,
        ],
      });
    }
    throw error;
  }
}
