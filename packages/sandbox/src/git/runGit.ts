import { execFile } from 'node:child_process';
import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Git ended with an exit code the caller did not expect.
 *
 * @internal
 */
export class GitCommandError extends Error {
  constructor(
    readonly command: string,
    readonly exitCode: number | undefined,
    readonly stderr: string,
  ) {
    super(`git ${command} failed: ${stderr.trim() || `exit ${exitCode}`}`);
    this.name = 'GitCommandError';
  }
}

/** @internal */
export interface RunGitOptions {
  /** Written to standard input. */
  input?: string | Buffer;
  env?: Record<string, string>;
  /** Exit codes that are an answer, not an error. Default: only 0. */
  okCodes?: number[];
  /** Default 30 seconds. */
  timeoutMs?: number;
}

/** @internal */
export interface GitResult {
  stdout: Buffer;
  exitCode: number;
}

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/**
 * The environment of every Git process: nothing of this machine's configuration may change what is done.
 *
 * @internal
 */
export function gitEnvironment(extra: Record<string, string> = {}) {
  return {
    PATH: process.env.PATH ?? '',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    ...extra,
  };
}

/**
 * Runs git without a shell. Anything that comes from outside belongs in `input` or behind a validation of `names.ts`.
 *
 * @internal
 */
export function runGit(
  args: string[],
  options: RunGitOptions = {},
): Promise<GitResult> {
  const { input, env, okCodes = [0], timeoutMs = 30_000 } = options;
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      args,
      {
        encoding: 'buffer',
        env: gitEnvironment(env),
        maxBuffer: MAX_OUTPUT_BYTES,
        timeout: timeoutMs,
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        const exitCode = error ? child.exitCode : 0;
        if (error?.code === 'ENOENT') {
          reject(
            new ServiceUnavailableError(
              'git was not found. Install git 2.39 or later and make sure it is on the PATH.',
            ),
          );
        } else if (typeof exitCode === 'number' && okCodes.includes(exitCode)) {
          resolve({ stdout, exitCode });
        } else {
          const subcommand =
            args.find(arg => !arg.startsWith('-')) ?? args.join(' ');
          reject(
            new GitCommandError(
              subcommand,
              exitCode ?? undefined,
              stderr.toString('utf8') || String(error?.message),
            ),
          );
        }
      },
    );
    // Git may end before it has read everything; its exit code tells, not the broken pipe.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}
