import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

const EVERY_MS = 500;

/** Read before the environment is cleaned of npm's variables. */
const startedByNpm = Boolean(process.env.npm_lifecycle_event);

/**
 * Calls back, once, when the process that started us is gone and could not tell us: the Node that only passed us on
 * was killed, or npm was. npm passes signals to the shell between it and us, and that shell keeps them to itself. A
 * person's own shell that ends is not a reason to end: `npm start &` may outlive it.
 * @param {() => void} onGone
 */
export function endWithParent(onGone) {
  if (process.env.STONEGARDEN_PARENT === `${process.ppid}`) {
    process.on('disconnect', onGone);
    process.channel?.unref();
    return;
  }
  if (!startedByNpm) {
    return;
  }
  const parent = process.ppid;
  const npm = readProcess(parent)?.isShell
    ? readProcess(parent)?.parent
    : parent;
  const timer = setInterval(() => {
    if (process.ppid !== parent || (npm !== undefined && !isAlive(npm))) {
      clearInterval(timer);
      onGone();
    }
  }, EVERY_MS);
  timer.unref();
}

/**
 * @param {number} pid
 * @returns {{ parent: number, isShell: boolean } | undefined} undefined where nobody can say
 */
function readProcess(pid) {
  try {
    // Linux, also in containers that have no ps.
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return {
      parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]),
      isShell: isShellCommand(command.split('\0').join(' ')),
    };
  } catch {
    const { stdout } = spawnSync(
      'ps',
      ['-o', 'ppid=,command=', '-p', `${pid}`],
      { encoding: 'utf8' },
    );
    const found = /^\s*(\d+)\s+(.*)$/m.exec(stdout ?? '');
    return found
      ? { parent: Number(found[1]), isShell: isShellCommand(found[2]) }
      : undefined;
  }
}

/** @param {string} command as in `sh -c node scripts/start.mjs` */
function isShellCommand(command) {
  return /^\S*sh\s+-c\s/.test(command);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
