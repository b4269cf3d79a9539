import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Sandbox, startSandbox } from '@stonegarden/sandbox';
import { eventually } from '@stonegarden/test-utils';
import { PATIENCE } from './patience';

const run = promisify(execFile);
const TOKEN = 'chaos-token';
const SECRET = 'chaos-secret';
/** Not the default branch, so that it can be deleted. */
const BRANCH = 'live';

/** A signed webhook as it came. */
export interface Webhook {
  headers: Record<string, string>;
  body: string;
}

/**
 * A Git host, a clone that pushes to it, and the webhooks that it sends: they come here, and the test decides what becomes
 * of them.
 */
export class GitWorld {
  #webhooks: Webhook[] = [];

  readonly #sandbox: Sandbox;
  readonly #receiver: Server;

  private constructor(
    readonly folder: string,
    sandbox: Sandbox,
    receiver: Server,
    webhooks: Webhook[],
  ) {
    this.#sandbox = sandbox;
    this.#receiver = receiver;
    this.#webhooks = webhooks;
  }

  static async start(): Promise<GitWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'stonegarden-chaos-'));
    const webhooks: Webhook[] = [];
    const receiver = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      const names = [
        'content-type',
        'x-github-event',
        'x-github-delivery',
        'x-hub-signature-256',
      ];
      webhooks.push({
        headers: Object.fromEntries(
          names.map(name => [name, String(request.headers[name])]),
        ),
        body: Buffer.concat(chunks).toString('utf8'),
      });
      response.end();
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const address = receiver.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    await mkdir(join(folder, 'seed'));
    await writeFile(join(folder, 'seed', 'README.md'), '# Chaos\n');
    const sandbox = await startSandbox({
      stateDir: join(folder, 'state'),
      seedDir: join(folder, 'seed'),
      gitPort: 0,
      argocdPort: 0,
      token: TOKEN,
      webhook: { url: `http://127.0.0.1:${port}/`, secret: SECRET },
    });
    const world = new GitWorld(folder, sandbox, receiver, webhooks);
    await mkdir(world.clone);
    await world.git('init', '--quiet', `--initial-branch=${BRANCH}`);
    return world;
  }

  get clone(): string {
    return join(this.folder, 'clone');
  }

  /** Configuration of a backend that follows the branch. */
  get config() {
    const { host } = new URL(this.#sandbox.gitUrl);
    return {
      integrations: {
        github: [
          {
            host,
            apiBaseUrl: `${this.#sandbox.gitUrl}/api/v3`,
            token: TOKEN,
          },
        ],
      },
      events: { modules: { github: { webhookSecret: SECRET } } },
      catalog: {
        rules: [
          { allow: ['Component', 'System', 'Domain', 'Resource', 'Group'] },
        ],
        // The engine leases what it processes for that long: what a killed process had under way waits for it.
        processingInterval: { seconds: 3 },
        stitchingStrategy: { pollingInterval: { milliseconds: 50 } },
        providers: {
          serviceManifest: {
            chaos: {
              url: `${
                this.#sandbox.gitUrl
              }/stonegarden/homelab/tree/${BRANCH}/`,
              schedule: {
                // No run by itself: the tests say when.
                frequency: { hours: 12 },
                timeout: { seconds: 20 },
              },
            },
          },
        },
      },
    };
  }

  /** Writes files into the clone; undefined removes. */
  async write(files: Record<string, string | undefined>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      const full = join(this.clone, path);
      if (text === undefined) {
        await rm(full, { recursive: true });
      } else {
        await mkdir(dirname(full), { recursive: true });
        await writeFile(full, text);
      }
    }
  }

  /** Commits what the clone has and pushes it, history rewritten or not. Resolves with the webhook of that push. */
  async push(): Promise<Webhook> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '--message=Change');
    return this.pushHead();
  }

  /** Pushes the clone's last commit, which the branch must not be at yet. */
  async pushHead(): Promise<Webhook> {
    const { stdout } = await this.git('rev-parse', 'HEAD');
    await this.#pushRef(`+HEAD:refs/heads/${BRANCH}`);
    return this.#webhookTo(stdout.trim());
  }

  async deleteBranch(): Promise<Webhook> {
    await this.#pushRef(`:refs/heads/${BRANCH}`);
    return this.#webhookTo('0'.repeat(40));
  }

  git(...args: string[]) {
    return run('git', args, {
      cwd: this.clone,
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.org',
        GIT_COMMITTER_NAME: 'Ada',
        GIT_COMMITTER_EMAIL: 'ada@example.org',
      },
    });
  }

  async stop(): Promise<void> {
    await this.#sandbox.stop();
    this.#receiver.closeAllConnections();
    this.#receiver.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #pushRef(refspec: string) {
    const remote = new URL(this.#sandbox.gitUrl);
    remote.username = 'ada';
    remote.password = TOKEN;
    remote.pathname = '/stonegarden/homelab.git';
    await this.git('push', '--quiet', remote.href, refspec);
  }

  #webhookTo(after: string): Promise<Webhook> {
    return eventually(() => {
      const index = this.#webhooks.findIndex(one =>
        one.body.includes(`"after":"${after}"`),
      );
      if (index < 0) {
        throw new Error(`There is no webhook to ${after}`);
      }
      return this.#webhooks.splice(index, 1)[0];
    }, PATIENCE);
  }
}
