import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepLast } from './keepLast.mjs';

const guard = fileURLToPath(new URL('guard.mjs', import.meta.url));
/** A little longer than the guard's own grace, for a guard that hangs. */
const STOP_LIMIT_MS = 8_000;

/**
 * Starts a program that ends with us, whatever happens (see guard.mjs).
 * @param {{
 *   name: string,
 *   command: string,
 *   args: string[],
 *   cwd: string,
 *   env: Record<string, string | undefined>,
 *   logFile?: string,
 *   onLine?: (line: string) => void,
 * }} options logFile: where its output goes; without one it goes where ours goes
 */
export function startGuarded({
  name,
  command,
  args,
  cwd,
  env,
  logFile,
  onLine,
}) {
  const last = keepLast(400);
  const child = spawn(process.execPath, [guard, command, ...args], {
    cwd,
    env: /** @type {NodeJS.ProcessEnv} */ (env),
    stdio: logFile
      ? ['ignore', 'pipe', 'pipe', 'ipc']
      : ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  if (logFile) {
    fs.mkdirSync(path.dirname(logFile), { recursive: true });
    const log = fs.createWriteStream(logFile);
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
        log.write(chunk);
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          last.add(line);
          onLine?.(line);
        }
      });
    }
    child.on('close', () => log.end());
  }
  child.on('message', message => {
    if (typeof message === 'object' && message && 'error' in message) {
      last.add(`${message.error}`);
    }
  });

  let over = false;
  /** @type {Promise<number>} the exit code, 1 when ended by a signal */
  const exited = new Promise(resolve => {
    child.on('close', code => {
      over = true;
      resolve(code ?? 1);
    });
    child.on('error', error => {
      last.add(error.message);
      over = true;
      resolve(127);
    });
  });

  return {
    name,
    exited,
    /** @param {number} count */
    lastLines: count => last.text(count),
    /** Ends the program and everything it started; resolves when all of it is gone. */
    async stop() {
      if (over) {
        return;
      }
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** @typedef {ReturnType<typeof startGuarded>} Guarded */
