import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Failure } from '../../scripts/lib/Failure.mjs';
import { root } from '../../scripts/lib/paths.mjs';

const TYPESCRIPT = path.join(
  root,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);
/** Syncs are not what is measured. */
const SPEED = 20;
const READY = /Git host at ([^\s,]+), Argo CD API at ([^\s,]+)/;

/** A fresh Git host and Argo CD with the homelab, in a process of its own that ends with this one. */
export class Sandbox {
  token = randomBytes(12).toString('hex');
  webhookSecret = randomBytes(12).toString('hex');
  gitUrl = '';
  argocdUrl = '';
  #child;

  /**
   * @param {{ folder: string, webhookUrl: string, signal: AbortSignal, keep?: boolean }} options folder: emptied, unless it
   *   is to be kept
   */
  constructor({ folder, webhookUrl, signal, keep = false }) {
    if (!keep) {
      fs.rmSync(folder, { recursive: true, force: true });
    }
    this.#child = spawn(
      process.execPath,
      [
        ...['--require', TYPESCRIPT, 'packages/sandbox/src/main.ts'],
        ...['--state-dir', folder],
        ...['--seed', path.join(root, 'examples/homelab')],
        ...['--git-port', '0', '--argocd-port', '0'],
        ...['--webhook-url', webhookUrl, '--speed', `${SPEED}`],
        // Outside every freeze of the homelab's AppProjects, so that the day of the run decides nothing
        ...['--windows-at', '2026-11-25T12:00:00Z'],
      ],
      {
        cwd: root,
        env: {
          ...process.env,
          NODE_ENV: 'production',
          STONEGARDEN_SANDBOX_TOKEN: this.token,
          STONEGARDEN_WEBHOOK_SECRET: this.webhookSecret,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
        signal,
        killSignal: 'SIGKILL',
      },
    );
    this.#child.on('error', () => {});
  }

  /** Resolves when it serves. */
  async start() {
    for await (const line of createInterface({ input: this.#child.stdout })) {
      const urls = READY.exec(line);
      if (urls) {
        [, this.gitUrl, this.argocdUrl] = urls;
        return;
      }
    }
    throw new Failure('The sandbox ended before it served.');
  }

  async stop() {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
  }

  /**
   * A request to GitHub's API of the repository.
   * @param {'GET' | 'POST' | 'PATCH'} method
   * @param {string} route below the repository
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async github(method, route, body) {
    const path = `/api/v3/repos/stonegarden/homelab/${route}`;
    const response = await fetch(`${this.gitUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Failure(
        `${method} ${path}: ${response.status} ${await response.text()}`,
      );
    }
    return response.json();
  }
}
