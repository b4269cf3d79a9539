import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, describeFailure } from './Failure.mjs';
import { endWithParent } from './endWithParent.mjs';
import { assertGit } from './git.mjs';
import { ensureInstalled } from './install.mjs';
import { localFolder, root } from './paths.mjs';
import { assertPlatform } from './platform.mjs';
import { startPortal } from './portal.mjs';
import { assertPortsFree, choosePorts } from './ports.mjs';
import { createProgress, elapsed } from './progress.mjs';
import { assertNotRunning, resetState } from './state.mjs';
import { enterToolchain } from './toolchain.mjs';

const HELP = `npm start              the portal on the embedded sandbox; Ctrl-C ends it
npm start -- [options]

  --reset              begin anew: forget what was created and promoted
  --port <n>           the portal's pages          (3000, or STONEGARDEN_FRONTEND_PORT)
  --backend-port <n>   the portal's backend        (7007, or STONEGARDEN_BACKEND_PORT)
  --git-port <n>       the sandbox's Git host      (7391, or STONEGARDEN_GIT_PORT)
  --argocd-port <n>    the sandbox's Argo CD       (7392, or STONEGARDEN_ARGOCD_PORT)
  --state-dir <dir>    where it remembers          (.stonegarden/state, or STONEGARDEN_STATE_DIR)
  --no-open            do not open the browser
  --watch              restart the backend when its code changes
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
    watch: options.watch,
    verbose: options.verbose,
  });
  progress.line(welcome(portal.urls, elapsed(Date.now() - started)));
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

/**
 * @param {import('./portal.mjs').Urls} urls
 * @param {string} time
 */
function welcome(urls, time) {
  return `
  Stonegarden is ready (${time}):  ${urls.portal}   → "Enter" signs you in as a guest

  Try first
  1. Browse    ${urls.portal}/catalog
               25 services of a homelab. Open audiobookshelf: who owns it, what it needs, what runs where.
  2. Promote   ${urls.portal}/catalog/default/component/audiobookshelf
               production is behind canary: "Promote to production", open the pull request, press Merge, then Sync.
  3. Create    ${urls.portal}/create
               "New service" opens a pull request; press Merge and watch its dev environment become Healthy.

  Git host  ${urls.git}/stonegarden/homelab      Argo CD  ${urls.argocd}
  Ctrl-C stops everything; npm start -- --reset begins anew.
`;
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
