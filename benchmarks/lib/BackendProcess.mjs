import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../scripts/lib/Failure.mjs';
import { root } from '../../scripts/lib/paths.mjs';

/** The portal's backend runs through the same (scripts/lib/portal.mjs). */
const TYPESCRIPT = path.join(
  root,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);
const START_LIMIT_MS = 120_000;

/**
 * @typedef {{ cpuS: number, idleS: number, peakRssMb: number, loopMaxMs: number, loopP99Ms: number }} Usage
 * @typedef {{ at: number, cpuS: number, idleS: number, heapMb: number }} Connected
 *   at: milliseconds since the epoch, when the providers could begin
 */

/** A fresh backend in a process of its own, which ends with this one. */
export class BackendProcess {
  #child;
  #logFile;
  #next = 0;
  /** @type {Map<number, { resolve(value: unknown): void, reject(error: Error): void }>} */
  #waiting = new Map();
  /** @type {Promise<Connected>} */
  #ready;
  #gone = new AbortController();

  /**
   * @param {{
   *   entry: string,
   *   job: object,
   *   config: object,
   *   folder: string,
   *   name: string,
   *   signal: AbortSignal,
   * }} options entry: from the root of the repository; folder: where its configuration and its log go
   */
  constructor({ entry, job, config, folder, name, signal }) {
    fs.mkdirSync(folder, { recursive: true });
    const configFile = path.join(folder, `${name}.config.json`);
    this.#logFile = path.join(folder, `${name}.log`);
    fs.writeFileSync(configFile, JSON.stringify(config, null, 2));
    const log = fs.openSync(this.#logFile, 'w');
    this.#child = fork(path.join(root, entry), ['--config', configFile], {
      cwd: path.join(root, 'packages/backend'),
      execArgv: [
        ...['--expose-gc', '--enable-source-maps', '--require', TYPESCRIPT],
      ],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'info',
        STONEGARDEN_BENCH_JOB: JSON.stringify(job),
      },
      stdio: ['ignore', log, log, 'ipc'],
      signal,
      killSignal: 'SIGKILL',
    });
    fs.closeSync(log);
    this.#ready = new Promise((resolve, reject) => {
      this.#child.on('message', (/** @type {any} */ message) => {
        if (message.ready) {
          resolve(message.connected);
          return;
        }
        const waiting = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        if (message.error) {
          waiting?.reject(new Error(message.error));
        } else {
          waiting?.resolve(message.result);
        }
      });
      this.#child.on('error', reject);
      this.#child.on('exit', code => {
        const failure = this.#failure(`A backend ended by itself (${code}).`);
        reject(failure);
        this.#gone.abort(failure);
        for (const waiting of this.#waiting.values()) {
          waiting.reject(failure);
        }
      });
      setTimeout(
        () => reject(this.#failure('A backend did not start in time.')),
        START_LIMIT_MS,
      ).unref();
    });
    this.#ready.catch(() => {});
  }

  /** Resolves when it serves. */
  get ready() {
    return this.#ready;
  }

  /** Aborted, with what it said last, when it has ended. */
  get gone() {
    return this.#gone.signal;
  }

  /** What to throw when it runs but does not do what it should. @param {string} message */
  failure(message) {
    return this.#failure(message);
  }

  /**
   * @param {string} command one of the commands in its entry
   * @param {unknown} [argument]
   * @returns {Promise<any>}
   */
  ask(command, argument) {
    return new Promise((resolve, reject) => {
      const id = ++this.#next;
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, command, argument });
    });
  }

  /** Its data is not worth a graceful end. */
  async stop() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
  }

  /** @param {string} message */
  #failure(message) {
    const lines = fs.readFileSync(this.#logFile, 'utf8').split('\n');
    return new Failure(message, {
      output: lines
        .filter(line => !line.includes('incomingRequest'))
        .slice(-20)
        .join('\n'),
      advice: `Everything it said: ${this.#logFile}`,
    });
  }
}
