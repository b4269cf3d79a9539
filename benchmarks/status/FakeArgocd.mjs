import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

const ENTRY = path.join(root, 'benchmarks/status/argocdServer.mjs');

/** The Argo CD of all subjects, in a process of its own so that its work is not counted as theirs. */
export class FakeArgocd {
  #child;
  #next = 0;
  /** @type {Map<number, (value: any) => void>} */
  #waiting = new Map();
  /** @type {Promise<void>} */
  ready;
  url;

  /** @param {{ port: number, applications: number, latencyMs: number, signal: AbortSignal }} options */
  constructor({ signal, ...settings }) {
    this.url = `http://127.0.0.1:${settings.port}`;
    this.#child = fork(ENTRY, {
      env: {
        ...process.env,
        STONEGARDEN_BENCH_ARGOCD: JSON.stringify(settings),
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      signal,
      killSignal: 'SIGKILL',
    });
    this.ready = new Promise((resolve, reject) => {
      this.#child.on('message', (/** @type {any} */ message) => {
        if (message.ready) {
          resolve();
        }
        this.#waiting.get(message.id)?.(message.result);
        this.#waiting.delete(message.id);
      });
      this.#child.on('error', reject);
      this.#child.on('exit', code =>
        reject(new Error(`The fake Argo CD ended by itself (${code})`)),
      );
    });
    this.ready.catch(() => {});
  }

  /**
   * What it has had so far; `bytes` is the bodies of its answers without streams, `bytesEach` the size of an Application.
   * @returns {Promise<{ requests: number, bytes: number, bytesEach: number }>}
   */
  stats() {
    return this.#ask('stats');
  }

  /**
   * Changes an Application.
   * @param {{ service: number, stage: number, health: string }} change
   * @returns {Promise<number>} when it was told to whoever watches, in milliseconds since the epoch
   */
  change(change) {
    return this.#ask('change', change);
  }

  async stop() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
  }

  /** @param {string} command @param {unknown} [argument] @returns {Promise<any>} */
  #ask(command, argument) {
    return new Promise(resolve => {
      const id = ++this.#next;
      this.#waiting.set(id, resolve);
      this.#child.send({ id, command, argument });
    });
  }
}
