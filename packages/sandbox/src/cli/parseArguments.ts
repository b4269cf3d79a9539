import { parseArgs } from 'node:util';
import type { SandboxOptions } from '../startSandbox';

/** @internal */
export const USAGE = `Usage: sandbox --state-dir <folder> --seed <folder> [options]

  --state-dir <folder>     where the repository and all state are kept
  --seed <folder>          files of the repository's first commits
  --git-port <port>        port of the Git host (7391; 0 takes any free one)
  --argocd-port <port>     port of the Argo CD API (7392; 0 takes any free one)
  --webhook-url <url>      where webhooks go; needs STONEGARDEN_WEBHOOK_SECRET
  --speed <factor>         how many times faster than usual syncs run (1)

Environment:
  STONEGARDEN_SANDBOX_TOKEN   what callers of both APIs present
  STONEGARDEN_WEBHOOK_SECRET  signs webhooks
`;

/**
 * Reads the command line and the environment. An error says which option is wrong.
 *
 * @internal
 */
export function parseArguments(
  args: string[],
  env: Record<string, string | undefined>,
): SandboxOptions {
  const { values } = parseArgs({
    args,
    options: {
      'state-dir': { type: 'string' },
      seed: { type: 'string' },
      'git-port': { type: 'string', default: '7391' },
      'argocd-port': { type: 'string', default: '7392' },
      'webhook-url': { type: 'string' },
      speed: { type: 'string', default: '1' },
    },
  });
  const token = env.STONEGARDEN_SANDBOX_TOKEN;
  if (!token) {
    throw new Error(
      'Set STONEGARDEN_SANDBOX_TOKEN to the token that callers of the APIs present.',
    );
  }
  const url = values['webhook-url'];
  const secret = env.STONEGARDEN_WEBHOOK_SECRET;
  if (url && !secret) {
    throw new Error(
      'Set STONEGARDEN_WEBHOOK_SECRET to the secret that signs webhooks, or leave --webhook-url out.',
    );
  }
  if (url && !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new Error(`--webhook-url must be an http(s) address, not '${url}'.`);
  }
  return {
    stateDir: required(values['state-dir'], '--state-dir'),
    seedDir: required(values.seed, '--seed'),
    gitPort: port(values['git-port'], '--git-port'),
    argocdPort: port(values['argocd-port'], '--argocd-port'),
    token,
    ...(url && secret ? { webhook: { url, secret } } : {}),
    speed: positive(values.speed, '--speed'),
  };
}

function required(value: string | undefined, option: string): string {
  if (!value) {
    throw new Error(`${option} is missing.`);
  }
  return value;
}

function port(text: string, option: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) {
    throw new Error(`${option} must be a port from 0 to 65535, not '${text}'.`);
  }
  return value;
}

function positive(text: string, option: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) {
    throw new Error(`${option} must be a number above 0, not '${text}'.`);
  }
  return value;
}
