import { parseArguments } from './parseArguments';

const ARGS = ['--state-dir', 'state', '--seed', 'seed'];
const ENV = {
  STONEGARDEN_SANDBOX_TOKEN: 'token',
  STONEGARDEN_WEBHOOK_SECRET: 'secret',
};

describe('parseArguments', () => {
  it('has defaults', () => {
    expect(parseArguments(ARGS, ENV)).toEqual({
      stateDir: 'state',
      seedDir: 'seed',
      gitPort: 7391,
      argocdPort: 7392,
      prometheusPort: 7394,
      token: 'token',
      speed: 1,
    });
  });

  it('takes the time of sync windows, and refuses what is none', () => {
    const at = '2026-11-25T12:00:00.000Z';
    expect(
      parseArguments([...ARGS, '--windows-at', at], ENV).windowsAt,
    ).toEqual(new Date(at));
    expect(() =>
      parseArguments([...ARGS, '--windows-at', 'soon'], ENV),
    ).toThrow('--windows-at');
  });

  it('takes the labels of a second Argo CD', () => {
    expect(
      parseArguments([...ARGS, '--second-argocd', 'tier=edge'], ENV)
        .secondArgocd,
    ).toBe('tier=edge');
  });

  it('takes everything', () => {
    const args = [
      ...ARGS,
      '--git-port',
      '1',
      '--argocd-port',
      '0',
      '--webhook-url',
      'http://127.0.0.1:7007/x',
      '--speed',
      '2.5',
    ];
    expect(parseArguments(args, ENV)).toMatchObject({
      gitPort: 1,
      argocdPort: 0,
      speed: 2.5,
      webhook: { url: 'http://127.0.0.1:7007/x', secret: 'secret' },
    });
  });

  it('takes the people who can sign in', () => {
    const args = [
      ...ARGS,
      '--people',
      'people.yaml',
      '--identity-port',
      '0',
      '--sign-in-callback',
      'http://localhost:3000/api/auth/oidc/handler/frame',
    ];
    const env = { ...ENV, STONEGARDEN_OIDC_CLIENT_SECRET: 'client secret' };
    expect(parseArguments(args, env).identity).toEqual({
      port: 0,
      peopleFile: 'people.yaml',
      client: {
        id: 'stonegarden',
        secret: 'client secret',
        redirectUri: 'http://localhost:3000/api/auth/oidc/handler/frame',
      },
    });
  });

  it.each([
    [['--seed', 'x'], ENV, '--state-dir is missing.'],
    [['--state-dir', 'x'], ENV, '--seed is missing.'],
    [ARGS, {}, 'Set STONEGARDEN_SANDBOX_TOKEN'],
    [
      [...ARGS, '--git-port', '70000'],
      ENV,
      "--git-port must be a port from 0 to 65535, not '70000'.",
    ],
    [[...ARGS, '--argocd-port', 'x'], ENV, '--argocd-port must be a port'],
    [[...ARGS, '--speed', '0'], ENV, '--speed must be a number above 0'],
    [
      [...ARGS, '--webhook-url', 'ftp://x'],
      ENV,
      '--webhook-url must be an http(s) address',
    ],
    [
      [...ARGS, '--webhook-url', 'http://x'],
      { STONEGARDEN_SANDBOX_TOKEN: 'token' },
      'Set STONEGARDEN_WEBHOOK_SECRET',
    ],
    [
      [...ARGS, '--people', 'x', '--sign-in-callback', 'http://x'],
      ENV,
      'Set STONEGARDEN_OIDC_CLIENT_SECRET',
    ],
    [
      [...ARGS, '--people', 'x'],
      { ...ENV, STONEGARDEN_OIDC_CLIENT_SECRET: 'x' },
      '--sign-in-callback is missing.',
    ],
    [
      [...ARGS, '--people', 'x', '--sign-in-callback', 'localhost'],
      { ...ENV, STONEGARDEN_OIDC_CLIENT_SECRET: 'x' },
      "--sign-in-callback must be an http(s) address, not 'localhost'.",
    ],
    [[...ARGS, '--wrong'], ENV, "Unknown option '--wrong'"],
  ])('refuses %j', (args, env, message) => {
    expect(() => parseArguments(args, env)).toThrow(message);
  });
});
