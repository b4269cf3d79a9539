import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, describeFailure } from './Failure.mjs';
import { endWithParent } from './endWithParent.mjs';
import { assertGit } from './git.mjs';
import { ensureInstalled } from './install.mjs';
import { localFolder, root } from './paths.mjs';
import { personSession } from './personSession.mjs';
import { assertPlatform } from './platform.mjs';
import { startPortal } from './portal.mjs';
import { assertPortsFree, choosePorts } from './ports.mjs';
import { createProgress, elapsed } from './progress.mjs';
import { readPortalState } from './readPortalState.mjs';
import { assertNotRunning, resetState } from './state.mjs';
import { enterToolchain } from './toolchain.mjs';
import { welcome } from './welcome.mjs';

const HELP = `npm start              the portal on the embedded sandbox; Ctrl-C ends it
npm start -- [options]

  --reset              begin anew: forget what was created and promoted
  --port <n>           the portal                  (3000, or STONEGARDEN_FRONTEND_PORT)
  --git-port <n>       the sandbox's Git host      (7391, or STONEGARDEN_GIT_PORT)
  --argocd-port <n>    the sandbox's Argo CD       (7392, or STONEGARDEN_ARGOCD_PORT)
  --identity-port <n>  the sandbox's sign-in       (7393, or STONEGARDEN_IDENTITY_PORT)
  --prometheus-port <n>  the sandbox's Prometheus  (7394, or STONEGARDEN_PROMETHEUS_PORT)
  --state-dir <dir>    where it remembers          (.stonegarden/state, or STONEGARDEN_STATE_DIR)
  --no-open            do not open the browser
  --watch              for developers: pages and backend follow the sources
  --backend-port <n>   with --watch, the backend   (7007, or STONEGARDEN_BACKEND_PORT)
  --verbose            show what the parts say
  --help`;

/**
 * `npm start`: fetches what is missing, starts everything, says what to try, and ends it all again.
 * @param {string[]} args
 */
export async function startCommand(args) {
  const progress = createProgress();
  const ending = new AbortController();
  let code = 0;
  try {
    code = await start(args, progress, ending);
  } catch (error) {
    if (!ending.signal.aborted) {
      progress.line(describeFailure(error));
      code = 1;
    }
  }
  // Nothing of ours runs any more; what is left of sockets and timers need not be waited for.
  process.exit(code);
}

/**
 * @param {string[]} args
 * @param {import('./progress.mjs').Progress} progress
 * @param {AbortController} ending
 * @returns {Promise<number>} exit code
 */
async function start(args, progress, ending) {
  const options = parseOptions(args);
  if (options.help) {
    progress.line(HELP);
    return 0;
  }
  const started = Number(process.env.STONEGARDEN_STARTED_AT ?? Date.now());
  process.env.STONEGARDEN_STARTED_AT = `${started}`;
  const stateDir = path.resolve(
    options['state-dir'] ??
      process.env.STONEGARDEN_STATE_DIR ??
      path.join(localFolder, 'state'),
  );

  assertPlatform();
  const ports = choosePorts(options, process.env);
  // What can be said at once is said at once, not after minutes of installing.
  await assertGit();
  await assertNotRunning(stateDir);
  await assertPortsFree(ports);

  const toolchain = await enterToolchain({
    script: path.join(root, 'scripts/start.mjs'),
    args,
    progress,
  });
  if ('code' in toolchain) {
    return toolchain.code;
  }
  delete process.env.STONEGARDEN_STARTED_AT;
  const end = () => ending.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, end);
  }
  endWithParent(end);

  await ensureInstalled(toolchain, progress);
  if (options.reset) {
    await resetState(stateDir);
  }
  const portal = await startPortal({
    stateDir,
    ports,
    progress,
    signal: ending.signal,
    verbose: options.verbose,
  });
  const time = elapsed(Date.now() - started);
  // Everything runs; without an answer the greeting says less.
  const state = await personSession(portal.urls)
    .then(readPortalState)
    .catch(() => undefined);
  progress.line(welcome(portal.urls, state, time));
  if (!options['no-open'] && process.stdout.isTTY && !process.env.CI) {
    openBrowser(portal.urls.portal);
  }

  const failure = await Promise.race([portal.died, aborted(ending.signal)]);
  if (failure) {
    throw failure;
  }
  progress.line('\nStopping …');
  await portal.stop();
  progress.line('Stopped. `npm start` goes on where you were.');
  return 0;
}

/** @param {string[]} args */
function parseOptions(args) {
  try {
    return parseArgs({
      args,
      options: {
        reset: { type: 'boolean' },
        port: { type: 'string' },
        'backend-port': { type: 'string' },
        'git-port': { type: 'string' },
        'argocd-port': { type: 'string' },
        'identity-port': { type: 'string' },
        'prometheus-port': { type: 'string' },
        'state-dir': { type: 'string' },
        'no-open': { type: 'boolean' },
        watch: { type: 'boolean' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new Failure(/** @type {Error} */ (error).message, {
      advice: HELP.split('\n'),
    });
  }
}

/** @param {string} url */
function openBrowser(url) {
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open';
  // Without a desktop there is no such program; the address is on the screen.
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<undefined>}
 */
function aborted(signal) {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve(undefined);
    }
    signal.addEventListener('abort', () => resolve(undefined));
  });
}
