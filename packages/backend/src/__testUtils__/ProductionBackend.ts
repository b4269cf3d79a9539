import { ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '@stonegarden/test-utils';

const ROOT = resolve(__dirname, '../../../..');
const TYPESCRIPT = resolve(
  ROOT,
  'node_modules/@backstage/cli/config/nodeTransform.cjs',
);
/** Lines of the log that a failure shows. */
const LAST_LINES = 40;

/** The portal's backend as a process of its own. */
export class ProductionBackend {
  readonly #process: ChildProcess;
  readonly #lines: string[] = [];

  /**
   * Starts `packages/backend` with app-config.yaml and further files, as an installation does.
   *
   * @param variables - the environment; nothing of the tests' own but what finds programs is handed on
   * @param files - the further files; app-config.production.yaml when there are none
   */
  constructor(
    variables: Record<string, string>,
    files: string[] = ['app-config.production.yaml'],
  ) {
    const config = ['app-config.yaml', ...files].flatMap(file => [
      '--config',
      resolve(ROOT, file),
    ]);
    this.#process = spawn(
      process.execPath,
      ['--require', TYPESCRIPT, 'src/index.ts', ...config],
      {
        cwd: resolve(ROOT, 'packages/backend'),
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          TMPDIR: process.env.TMPDIR,
          NODE_ENV: 'production',
          ...variables,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.#lines.push(...data.toString('utf8').split('\n').filter(Boolean));
      });
    }
  }

  get log(): string {
    return this.#lines.join('\n');
  }

  /** @throws with the end of the log, when it ends or does not answer in time */
  async ready(url: string): Promise<void> {
    await eventually(
      async () => {
        const answer = await fetch(
          `${url}/.backstage/health/v1/readiness`,
        ).catch(() => undefined);
        if (!answer?.ok) {
          throw new Error(
            `The backend is not ready:\n${this.#lines
              .slice(-LAST_LINES)
              .join('\n')}`,
          );
        }
      },
      { timeoutMs: 120_000, everyMs: 200 },
    );
  }

  /** Resolves with the exit code. */
  async exited(): Promise<number | null> {
    if (this.#process.exitCode === null) {
      await once(this.#process, 'exit');
    }
    return this.#process.exitCode;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      this.#process.kill('SIGKILL');
      await this.exited();
    }
  }
}

/**
 * Signs somebody in through the OpenID Connect provider, as scripts and journeys do.
 *
 * @returns the person's Backstage token
 */
export async function signIn(
  portal: string,
  person: string,
  environment: string,
): Promise<string> {
  const module = resolve(ROOT, 'scripts/lib/personSession.mjs');
  const script = `
    import { signIn } from ${JSON.stringify(module)};
    const urls = { portal: process.argv[1], backend: process.argv[1] };
    process.stdout.write(await signIn(urls, process.argv[2], process.argv[3]));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    script,
    ...[portal, person, environment],
  ]);
  return stdout;
}
