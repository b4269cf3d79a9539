import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { eventually } from '@stonegarden/test-utils';
import type { Webhook } from './GitWorld';
import { PATIENCE } from './patience';

const READ_TASK = 'service-manifest:chaos:read';

/** What a catalog serves, by ref, without what differs from one database to the next. */
export type Served = Record<string, unknown>;

/** A backend in a process of its own, which can be killed. */
export class BackendProcess {
  #asked = 0;
  #isReady = false;

  readonly #child: ChildProcess;
  readonly #logFile: string;

  private constructor(
    child: ChildProcess,
    readonly url: string,
    logFile: string,
  ) {
    this.#child = child;
    this.#logFile = logFile;
  }

  /** Starts one; resolves when it serves. */
  static async start(options: {
    folder: string;
    database: JsonObject;
    config: JsonObject;
  }): Promise<BackendProcess> {
    const port = await freePort();
    const baseUrl = `http://127.0.0.1:${port}`;
    const own = await mkdtemp(join(options.folder, 'backend-'));
    const configFile = join(own, 'config.json');
    const logFile = join(own, 'log.txt');
    await writeFile(
      configFile,
      JSON.stringify({
        ...options.config,
        app: { baseUrl },
        backend: {
          baseUrl,
          listen: { host: '127.0.0.1', port },
          // Who may ask is not what these tests are about.
          auth: { dangerouslyDisableDefaultAuthPolicy: true },
          database: options.database,
        },
      }),
    );
    const log = openSync(logFile, 'w');
    const { NODE_OPTIONS: _ofJest, ...env } = process.env;
    const child = fork(
      join(__dirname, 'backendMain.ts'),
      ['--config', configFile],
      {
        cwd: resolve(__dirname, '../../..'),
        execArgv: [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
        env: { ...env, NODE_ENV: 'production', LOG_LEVEL: 'info' },
        stdio: ['ignore', log, log, 'ipc'],
      },
    );
    closeSync(log);
    const backend = new BackendProcess(child, baseUrl, logFile);
    child.on('message', message => {
      backend.#isReady ||= Object(message).ready === true;
    });
    try {
      await eventually(() => {
        const hasEnded = child.exitCode !== null || child.signalCode !== null;
        if (!hasEnded && !backend.#isReady) {
          throw new Error('A backend did not start');
        }
      }, PATIENCE);
      if (!backend.#isReady) {
        throw new Error('A backend ended by itself');
      }
    } catch (error) {
      await backend.kill();
      throw new Error(`${error}\n${backend.lastWords()}`);
    }
    return backend;
  }

  /** Ends it the hard way. */
  async kill(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
  }

  /** What it said last. */
  lastWords(): string {
    return readFileSync(this.#logFile, 'utf8')
      .split('\n')
      .filter(line => !line.includes('incomingRequest'))
      .slice(-30)
      .join('\n');
  }

  /** How many entities it serves. */
  async count(): Promise<number> {
    const response = await this.#request(
      'catalog/entities/by-query?limit=0&totalItems=include',
    );
    return (await response.json()).totalItems;
  }

  async served(): Promise<Served> {
    const response = await this.#request('catalog/entities');
    const entities: Entity[] = await response.json();
    return Object.fromEntries(
      entities
        .map(({ relations = [], ...entity }) => {
          const { uid, etag, ...metadata } = entity.metadata;
          const refs = relations.map(one => `${one.type} ${one.targetRef}`);
          return [
            stringifyEntityRef(entity),
            { ...entity, metadata, relations: refs.sort() },
          ] as const;
        })
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }

  /** Resolves when nothing is left to be processed or stitched. */
  async settled(): Promise<void> {
    await eventually(async () => {
      if (await this.#isBusy()) {
        throw new Error('The catalog did not settle');
      }
    }, PATIENCE);
  }

  /** Resolves when the first scheduled read on a new database has ended and all of it is served. */
  async complete(): Promise<void> {
    await eventually(async () => {
      const { tasks } = await (
        await this.#request('catalog/.backstage/scheduler/v1/tasks')
      ).json();
      const task = tasks.find((one: { taskId: string }) =>
        one.taskId.endsWith(READ_TASK),
      );
      if (!task?.taskState?.lastRunEndedAt) {
        throw new Error('The first read did not end');
      }
    }, PATIENCE);
    await this.settled();
  }

  /** Has the scheduler read now; after what it reads already, if it does. */
  async triggerRead(): Promise<void> {
    await eventually(
      () =>
        this.#request(
          `catalog/.backstage/scheduler/v1/tasks/${encodeURIComponent(
            READ_TASK,
          )}/trigger`,
          { method: 'POST' },
        ),
      PATIENCE,
    );
  }

  /** Delivers a webhook as the Git host sent it. */
  async deliver({ headers, body }: Webhook): Promise<void> {
    await this.#request('events/http/github', {
      method: 'POST',
      headers,
      body,
    });
  }

  async #request(path: string, init?: RequestInit): Promise<Response> {
    const response = await fetch(`${this.url}/api/${path}`, {
      ...init,
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) {
      throw new Error(
        `${path} answered ${response.status} ${await response.text()}`,
      );
    }
    return response;
  }

  async #isBusy(): Promise<boolean> {
    const id = ++this.#asked;
    return new Promise((resolve_, reject) => {
      const onMessage = (message: unknown) => {
        const answer: { id?: number; busy?: boolean; error?: string } =
          Object(message);
        if (answer.id === id) {
          this.#child.off('message', onMessage);
          if (answer.busy === undefined) {
            reject(new Error(answer.error));
          } else {
            resolve_(answer.busy);
          }
        }
      };
      this.#child.on('message', onMessage);
      this.#child.send(id, error => error && reject(error));
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') {
    throw new Error('There is no free port');
  }
  return address.port;
}
