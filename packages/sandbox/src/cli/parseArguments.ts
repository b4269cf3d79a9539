import { parseArgs } from 'node:util';
import type { SandboxOptions } from '../startSandbox';

/** @internal */
export const USAGE = `Usage: sandbox --state-dir <folder> --seed <folder> [options]

  --state-dir <folder>     where the repository and all state are kept
  --seed <folder>          files of the repository's first commits
  --git-port <port>        port of the Git host (7391; 0 takes any free one)
  --argocd-port <port>     port of the Argo CD API (7392; 0 takes any free one)
  --second-argocd <labels> label selector of Applications that a second Argo CD has, below /second of the same port
  --prometheus-port <port> port of the Prometheus API (7394; 0 takes any free one)
  --people <file>          entities of who can sign in; starts an OpenID Connect provider
  --identity-port <port>   its port (7393; 0 takes any free one)
  --sign-in-callback <url> where it sends people back to; needs STONEGARDEN_OIDC_CLIENT_SECRET
  --webhook-url <url>      where webhooks go; needs STONEGARDEN_WEBHOOK_SECRET
  --windows-at <time>      when sync windows are looked at, as 2026-11-25T12:00:00Z (now)
  --speed <factor>         how many times faster than usual syncs run (1)

Environment:
  STONEGARDEN_SANDBOX_TOKEN   what callers of the APIs present
  STONEGARDEN_WEBHOOK_SECRET  signs webhooks
  STONEGARDEN_OIDC_CLIENT_SECRET  what the portal, client "stonegarden", presents to the OpenID Connect provider
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
      'second-argocd': { type: 'string' },
      'prometheus-port': { type: 'string', default: '7394' },
      people: { type: 'string' },
      'identity-port': { type: 'string', default: '7393' },
      'sign-in-callback': { type: 'string' },
      'webhook-url': { type: 'string' },
      'windows-at': { type: 'string' },
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
  if (url) {
    assertAddress(url, '--webhook-url');
  }
  return {
    stateDir: required(values['state-dir'], '--state-dir'),
    seedDir: required(values.seed, '--seed'),
    gitPort: port(values['git-port'], '--git-port'),
    argocdPort: port(values['argocd-port'], '--argocd-port'),
    ...(values['second-argocd']
      ? { secondArgocd: values['second-argocd'] }
      : {}),
    prometheusPort: port(values['prometheus-port'], '--prometheus-port'),
    token,
    ...(url && secret ? { webhook: { url, secret } } : {}),
    ...(values.people
      ? {
          identity: {
            port: port(values['identity-port'], '--identity-port'),
            peopleFile: values.people,
            client: client(values['sign-in-callback'], env),
          },
        }
      : {}),
    ...(values['windows-at']
      ? { windowsAt: time(values['windows-at'], '--windows-at') }
      : {}),
    speed: positive(values.speed, '--speed'),
  };
}

function client(
  callback: string | undefined,
  env: Record<string, string | undefined>,
) {
  const secret = env.STONEGARDEN_OIDC_CLIENT_SECRET;
  if (!secret) {
    throw new Error(
      'Set STONEGARDEN_OIDC_CLIENT_SECRET to the secret of the client "stonegarden", or leave --people out.',
    );
  }
  const redirectUri = required(callback, '--sign-in-callback');
  assertAddress(redirectUri, '--sign-in-callback');
  return { id: 'stonegarden', secret, redirectUri };
}

function assertAddress(url: string, option: string) {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new Error(`${option} must be an http(s) address, not '${url}'.`);
  }
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

function time(text: string, option: string): Date {
  const value = new Date(text);
  if (Number.isNaN(value.getTime())) {
    throw new Error(
      `${option} must be a time such as 2026-11-25T12:00:00Z, not '${text}'.`,
    );
  }
  return value;
}
