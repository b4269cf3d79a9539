import path from 'node:path';
import { buildFrontend, isFrontendBuilt } from './buildFrontend.mjs';
import { root } from './paths.mjs';
import { portalParts } from './portalParts.mjs';
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
const CONFIG = ['app-config.yaml', 'app-config.sandbox.yaml'];

/**
 * @typedef {{ portal: string, backend: string, git: string, argocd: string, identity: string, prometheus: string }} Urls
 *   portal and backend are the same unless the development server serves the pages
 * @typedef {{
 *   urls: Urls,
 *   env: Record<string, string>,
 *   died: Promise<import('./Failure.mjs').Failure>,
 *   stop(): Promise<void>,
 * }} Portal
 *   env: the variables that app-config.sandbox.yaml reads, for tools that call the sandbox;
 *   died: resolves when a part ended by itself (everything else is stopped by then), never after stop()
 */

/**
 * Starts the sandbox and the portal, as `npm start` and the browser journeys do, and resolves when a person could use
 * them. Whatever fails, nothing is left running.
 *
 * The backend serves the pages, which are built when they or what they are made from changed. Where `ports` has a port
 * for the backend of its own, the development server serves them instead, and both follow the sources.
 * @param {{
 *   stateDir: string,
 *   ports: import('./ports.mjs').Ports,
 *   progress: import('./progress.mjs').Progress,
 *   signal?: AbortSignal,
 *   verbose?: boolean,
 *   windowsAt?: string,
 *   secondArgocd?: string,
 *   config?: string[],
 * }} options stateDir: absolute; signal: stops everything; windowsAt: an ISO time that sync windows are looked at, for
 *   tests; without it the present; secondArgocd: labels of the Applications that a second Argo CD of the sandbox has;
 *   config: files of configuration, from the repository's root, besides the sandbox's
 * @returns {Promise<Portal>}
 */
export async function startPortal({
  stateDir,
  ports,
  progress,
  signal,
  verbose = false,
  windowsAt,
  secondArgocd,
  config = [],
}) {
  signal?.throwIfAborted();
  await assertPortsFree(ports);
  const watch = ports.backend !== undefined;
  const urls = {
    portal: `http://localhost:${ports.frontend}`,
    backend: `http://localhost:${ports.backend ?? ports.frontend}`,
    git: `http://127.0.0.1:${ports.git}`,
    argocd: `http://127.0.0.1:${ports.argocd}`,
    identity: `http://127.0.0.1:${ports.identity}`,
    prometheus: `http://127.0.0.1:${ports.prometheus}`,
  };
  const release = await claimState(stateDir, {
    url: urls.portal,
    port: ports.frontend,
  });
  const env = portalEnvironment(stateDir, ports);
  const parts = portalParts({
    stateDir,
    env,
    signal,
    onLine: verbose
      ? (name, line) => progress.line(`[${name}] ${line}`)
      : undefined,
    onStopped: release,
  });

  const startSandbox = async () => {
    const sandbox = parts.start('sandbox', '.', [
      ...['--require', TYPESCRIPT, 'packages/sandbox/src/main.ts'],
      ...sandboxArguments(stateDir, ports),
      ...(windowsAt ? ['--windows-at', windowsAt] : []),
      ...(secondArgocd ? ['--second-argocd', secondArgocd] : []),
    ]);
    await parts.explain(sandbox, sandboxReady(urls, parts.alive));
  };
  const configArguments = [...CONFIG, ...config].flatMap(file => [
    '--config',
    path.join(root, file),
  ]);
  const startBackend = () =>
    parts.start('backend', 'packages/backend', [
      ...(watch
        ? [BACKSTAGE_CLI, 'package', 'start']
        : ['--enable-source-maps', '--require', TYPESCRIPT, 'src/index.ts']),
      ...configArguments,
    ]);

  try {
    if (watch || isFrontendBuilt()) {
      await progress.step('Starting the sandbox', startSandbox);
    } else {
      await progress.step(
        'Building the pages (again only when they change), starting the sandbox',
        async () => {
          await Promise.all([
            buildFrontend(parts, BACKSTAGE_CLI),
            startSandbox(),
          ]);
        },
      );
    }
    const backend = await progress.step('Starting the portal', async update => {
      const started = startBackend();
      const frontend = watch
        ? parts.start('frontend', 'packages/app', [
            ...[BACKSTAGE_CLI, 'package', 'start'],
            ...configArguments,
          ])
        : undefined;
      await parts.explain(started, backendReady(urls, parts.alive));
      if (frontend) {
        update('building the pages');
      }
      await parts.explain(
        frontend ?? started,
        frontendReady(urls, parts.alive, frontend),
      );
      return started;
    });
    await progress.step('Reading the services into the catalog', async () =>
      parts.explain(
        backend,
        catalogFilled(urls, env.STONEGARDEN_SANDBOX_TOKEN, parts.alive),
      ),
    );
  } catch (error) {
    await parts.stop();
    throw parts.deathReason() ?? error;
  }
  return { urls, env, died: parts.died, stop: parts.stop };
}

/**
 * @param {string} stateDir
 * @param {import('./ports.mjs').Ports} ports
 * @returns {Record<string, string>}
 */
function portalEnvironment(stateDir, ports) {
  const secrets = loadSecrets(stateDir);
  return {
    STONEGARDEN_STATE_DIR: stateDir,
    STONEGARDEN_FRONTEND_PORT: `${ports.frontend}`,
    STONEGARDEN_BACKEND_PORT: `${ports.backend ?? ports.frontend}`,
    STONEGARDEN_GIT_PORT: `${ports.git}`,
    STONEGARDEN_ARGOCD_PORT: `${ports.argocd}`,
    STONEGARDEN_IDENTITY_PORT: `${ports.identity}`,
    STONEGARDEN_PROMETHEUS_PORT: `${ports.prometheus}`,
    STONEGARDEN_SANDBOX_TOKEN: secrets.sandboxToken,
    STONEGARDEN_WEBHOOK_SECRET: secrets.webhookSecret,
    STONEGARDEN_OIDC_CLIENT_SECRET: secrets.oidcClientSecret,
    STONEGARDEN_SESSION_SECRET: secrets.sessionSecret,
    // Logs for people rather than machines. The pages are built for production all the same.
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
  const port = ports.backend ?? ports.frontend;
  return [
    ...['--state-dir', path.join(stateDir, 'sandbox')],
    ...['--seed', path.join(root, 'examples/homelab')],
    ...['--git-port', `${ports.git}`],
    ...['--argocd-port', `${ports.argocd}`],
    ...['--webhook-url', `http://127.0.0.1:${port}/api/events/http/github`],
    ...['--people', path.join(root, 'examples/people.yaml')],
    ...['--identity-port', `${ports.identity}`],
    ...['--prometheus-port', `${ports.prometheus}`],
    ...[
      '--sign-in-callback',
      `http://localhost:${port}/api/auth/oidc/handler/frame`,
    ],
  ];
}
