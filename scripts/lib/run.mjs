import { spawn } from 'node:child_process';
import { keepLast } from './keepLast.mjs';

/**
 * Runs a program to its end and collects what it says.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, timeoutMs?: number, onLine?: (line: string) => void }} [options]
 *   onLine: called for each line while it runs, for progress
 * @returns {Promise<{ code: number | null, output: string, missing: boolean, timedOut: boolean }>}
 *   code: null when ended by a signal; output: the last 200 lines of both streams; missing: there is no such program
 */
export function run(command, args, { cwd, env, timeoutMs, onLine } = {}) {
  return new Promise(resolve => {
    const last = keepLast(200);
    let timedOut = false;
    const child = spawn(command, args, {
      cwd,
      env: /** @type {NodeJS.ProcessEnv} */ (env ?? process.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true;
        child.kill('SIGKILL');
      }, timeoutMs);
    const endWithParent = () => child.kill('SIGKILL');
    process.once('exit', endWithParent);

    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', chunk => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          last.add(line);
          onLine?.(line);
        }
      });
      stream.on('end', () => {
        if (rest) {
          last.add(rest);
          onLine?.(rest);
        }
      });
    }
    const settle = (/** @type {number | null} */ code, missing = false) => {
      clearTimeout(timer || undefined);
      process.off('exit', endWithParent);
      resolve({ code, output: last.text(), missing, timedOut });
    };
    child.on('error', error => {
      last.add(error.message);
      settle(null, 'code' in error && error.code === 'ENOENT');
    });
    child.on('close', code => settle(code));
  });
}
