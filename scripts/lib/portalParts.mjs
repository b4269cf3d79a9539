import path from 'node:path';
import { Failure } from './Failure.mjs';
import { startGuarded } from './guarded.mjs';
import { root } from './paths.mjs';

/**
 * The programs that together are a running portal: started one by one, stopped together, and none goes on alone.
 * @param {{
 *   stateDir: string,
 *   env: Record<string, string>,
 *   onLine?: (name: string, line: string) => void,
 *   signal?: AbortSignal,
 *   onStopped(): void,
 * }} options onLine: what a part says, line by line; onStopped: all of them are gone
 */
export function portalParts({ stateDir, env, onLine, signal, onStopped }) {
  /** @type {import('./guarded.mjs').Guarded[]} */
  const running = [];
  let stopping = false;
  const death = new AbortController();

  const logFileOf = (/** @type {string} */ name) =>
    path.join(stateDir, 'logs', `${name}.log`);

  const stop = async () => {
    stopping = true;
    await Promise.all(running.map(part => part.stop()));
    onStopped();
  };

  /** @type {Promise<Failure>} */
  const died = new Promise(resolve => {
    death.signal.addEventListener('abort', async () => {
      await stop();
      resolve(death.signal.reason);
    });
  });

  /**
   * A program that runs to its end.
   * @param {string} name
   * @param {string} cwd from the repository's root
   * @param {string[]} args for Node
   * @param {Record<string, string>} [more] environment variables
   */
  const run = (name, cwd, args, more = {}) => {
    const part = startGuarded({
      name,
      command: process.execPath,
      args,
      cwd: path.join(root, cwd),
      env: { ...process.env, ...env, ...more },
      logFile: logFileOf(name),
      onLine: onLine && (line => onLine(name, line)),
    });
    running.push(part);
    return part;
  };

  return {
    run,

    /**
     * A program that runs until it is stopped; its end is the end of all.
     * @param {string} name
     * @param {string} cwd from the repository's root
     * @param {string[]} args for Node
     */
    start(name, cwd, args) {
      const part = run(name, cwd, args);
      part.exited.then(code => {
        if (!stopping && !death.signal.aborted) {
          death.abort(
            new Failure(`The ${name} ended by itself (code ${code}).`, {
              output: part.lastLines(40),
              advice: `Everything it said: ${logFileOf(name)}`,
            }),
          );
        }
      });
      return part;
    },

    /**
     * Adds the last lines of the part that was waited for to a failure.
     * @param {import('./guarded.mjs').Guarded} part
     * @param {Promise<void>} waiting
     */
    async explain(part, waiting) {
      try {
        await waiting;
      } catch (error) {
        if (error instanceof Failure && !error.output) {
          throw new Failure(error.message, {
            cause: error,
            output: part.lastLines(40),
            advice: [
              ...error.advice,
              `Everything it said: ${logFileOf(part.name)}`,
            ],
          });
        }
        throw error;
      }
    },

    stop,

    /** Resolves when a part ended by itself (everything else is stopped by then), never after stop(). */
    died,

    /** The reason why a part ended by itself, when one did. @returns {unknown} */
    deathReason: () => death.signal.reason,

    /** Aborted when a part ended by itself, or from outside. */
    alive: signal ? AbortSignal.any([signal, death.signal]) : death.signal,
  };
}

/** @typedef {ReturnType<typeof portalParts>} PortalParts */
