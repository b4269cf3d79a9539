/**
 * Run as `node guard.mjs <command> [args…]`: starts the command in a process group of its own and ends the whole
 * group when asked to, when the command itself ends, or when our parent is gone, however it went (a killed process
 * cannot clean up after itself; its closed channel tells us). So nothing that was started is ever left behind.
 */
import { spawn } from 'node:child_process';

const GRACE_MS = 5_000;

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: true,
});
/** @type {Promise<void> | undefined} */
let ending;

child.on('error', error => {
  process.send?.({ error: error.message });
  process.exitCode = 127;
  process.disconnect?.();
});
child.on('exit', async (code, signal) => {
  await endGroup();
  process.exit(signal ? 1 : code ?? 1);
});

process.on('disconnect', endGroup);
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) {
  process.on(signal, () => {
    // Ctrl-C reaches everyone at a terminal; the parent decides in which order things end.
    if (signal === 'SIGTERM') {
      endGroup();
    }
  });
}

function endGroup() {
  ending ??= child.pid ? terminateThenKill() : Promise.resolve();
  return ending;
}

async function terminateThenKill() {
  signalGroup('SIGTERM');
  const deadline = Date.now() + GRACE_MS;
  while (groupLives() && Date.now() < deadline) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  signalGroup('SIGKILL');
}

/** @param {NodeJS.Signals | 0} signal */
function signalGroup(signal) {
  try {
    return process.kill(-Number(child.pid), signal);
  } catch {
    return false;
  }
}

function groupLives() {
  return signalGroup(0);
}
