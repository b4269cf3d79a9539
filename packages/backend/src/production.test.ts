import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Sandbox, startSandbox } from '@stonegarden/sandbox';
import { eventually } from '@stonegarden/test-utils';
import { postgresConnection } from '@stonegarden/test-utils/databases';
import knexFactory from 'knex';
import { parse, stringify } from 'yaml';
import { freePort } from './__testUtils__/freePort';
import { ProductionBackend, signIn } from './__testUtils__/ProductionBackend';

jest.setTimeout(240_000);

const ROOT = resolve(__dirname, '../../..');
const TOKEN = 'git-and-argocd-token';
const SERVICE = '/api/delivery/services/default/audiobookshelf';
/** Where the browser goes for each sign-in of the guide. */
const SIGN_INS = {
  github: 'https://github.com/login/oauth/authorize?',
  gitlab: 'https://gitlab.com/oauth/authorize?',
  microsoft:
    'https://login.microsoftonline.com/tenant-1/oauth2/v2.0/authorize?',
};
const describeOnPostgres = postgresConnection ? describe : describe.skip;

/** The sign-ins that the guide has beside OpenID Connect, as one configuration file. */
async function writeGuidesSignIns(file: string) {
  const guide = await readFile(join(ROOT, 'docs/guides/install.md'), 'utf8');
  const blocks = [...guide.matchAll(/```yaml\n(auth:\n[^`]*)```/g)];
  const providers = blocks.map(([, block]) => parse(block).auth.providers);
  expect(providers.flatMap(Object.keys)).toEqual(Object.keys(SIGN_INS));
  const auth = { providers: Object.assign({}, ...providers) };
  await writeFile(file, stringify({ auth }));
}

/** Removes the databases that the backend made for its plugins. */
async function dropDatabases(connection: string, prefix: string) {
  const knex = knexFactory({ client: 'pg', connection });
  const { rows } = await knex.raw(
    'select datname from pg_database where starts_with(datname, ?)',
    [prefix],
  );
  for (const { datname } of rows) {
    await knex.raw('drop database ?? with (force)', [datname]);
  }
  await knex.destroy();
}

describeOnPostgres('app-config.production.yaml', () => {
  const prefix = `portal_${randomBytes(4).toString('hex')}_`;
  let folder: string;
  let sandbox: Sandbox;
  let backend: ProductionBackend;
  let portal: string;
  let rita: string;

  const ask = async (
    path: string,
    { token = rita, body }: { token?: string; body?: object } = {},
  ) => {
    const answer = await fetch(`${portal}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body: body && JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const read = async (path: string, body?: object) => {
    const { status, text } = await ask(path, { body });
    if (status >= 300) {
      throw new Error(`${path} answered ${status}: ${text}`);
    }
    return JSON.parse(text);
  };

  beforeAll(async () => {
    const port = await freePort();
    portal = `http://localhost:${port}`;
    folder = await mkdtemp(join(tmpdir(), 'production-'));
    sandbox = await startSandbox({
      stateDir: folder,
      seedDir: join(ROOT, 'examples/homelab'),
      // Outside the freezes that the homelab's projects have.
      windowsAt: new Date('2026-11-25T12:00:00Z'),
      gitPort: 0,
      argocdPort: 0,
      token: TOKEN,
      identity: {
        port: 0,
        peopleFile: join(ROOT, 'examples/people.yaml'),
        client: {
          id: 'portal',
          secret: 'client secret',
          redirectUri: `${portal}/api/auth/oidc/handler/frame`,
        },
      },
    });
    const database = new URL(postgresConnection!);
    const signIns = join(folder, 'sign-ins.yaml');
    await writeGuidesSignIns(signIns);
    const variables = {
      PORT: `${port}`,
      PORTAL_URL: portal,
      POSTGRES_HOST: database.hostname,
      POSTGRES_PORT: database.port,
      POSTGRES_USER: decodeURIComponent(database.username),
      POSTGRES_PASSWORD: decodeURIComponent(database.password),
      // Beside other tests on the same server.
      APP_CONFIG_backend_database_prefix: prefix,
      AUTH_SESSION_SECRET: randomBytes(32).toString('hex'),
      AUTH_OIDC_METADATA_URL: `${sandbox.identityUrl}/.well-known/openid-configuration`,
      AUTH_OIDC_CLIENT_ID: 'portal',
      AUTH_OIDC_CLIENT_SECRET: 'client secret',
      PEOPLE_FILE: join(ROOT, 'examples/people.yaml'),
      GITOPS_REPOSITORY: 'stonegarden/homelab',
      GIT_URL: sandbox.gitUrl,
      GIT_HOST: new URL(sandbox.gitUrl).host,
      GIT_API_URL: `${sandbox.gitUrl}/api/v3`,
      GITHUB_TOKEN: TOKEN,
      GITHUB_WEBHOOK_SECRET: 'webhook secret',
      ARGOCD_URL: sandbox.argocdUrl,
      ARGOCD_CLUSTER: 'homelab',
      ARGOCD_TOKEN: TOKEN,
      AUTH_GITHUB_CLIENT_ID: 'github-client',
      AUTH_GITHUB_CLIENT_SECRET: 'github secret',
      AUTH_GITLAB_CLIENT_ID: 'gitlab-client',
      AUTH_GITLAB_CLIENT_SECRET: 'gitlab secret',
      AUTH_MICROSOFT_CLIENT_ID: 'microsoft-client',
      AUTH_MICROSOFT_CLIENT_SECRET: 'microsoft secret',
      AUTH_MICROSOFT_TENANT_ID: 'tenant-1',
    };
    backend = new ProductionBackend(variables, [
      'app-config.production.yaml',
      signIns,
    ]);
    await backend.ready(portal);
    // Nobody can sign in before the catalog has read the people.
    rita = await eventually(() => signIn(portal, 'rita', 'production'), {
      timeoutMs: 60_000,
      everyMs: 500,
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await sandbox?.stop();
    if (folder) {
      await rm(folder, { recursive: true });
      await dropDatabases(postgresConnection!, prefix);
    }
  });

  it('signs in through the provider, as the person of the catalog', async () => {
    const info = await read('/api/auth/v1/userinfo');
    expect(info.claims.sub).toBe('user:default/rita');
    expect(info.claims.ent).toEqual(
      expect.arrayContaining([
        'user:default/rita',
        'group:default/product',
        'group:default/release-managers',
      ]),
    );
    await expect(signIn(portal, 'nobody', 'production')).rejects.toThrow(
      'does not offer nobody',
    );
  });

  it('fills the catalog from the GitOps repository', async () => {
    await eventually(
      async () => {
        const { totalItems } = await read(
          '/api/catalog/entities/by-query?filter=kind=component,spec.environments.name&limit=0',
        );
        expect(totalItems).toBe(25);
      },
      { timeoutMs: 60_000, everyMs: 500 },
    );
  });

  it('opens a promotion as whoever signed in', async () => {
    const wanted = { from: 'canary', to: 'production' };
    await eventually(
      async () => {
        const preview = await read(`${SERVICE}/promotions/preview`, wanted);
        expect(preview).toMatchObject({ canOpen: true });
      },
      { timeoutMs: 60_000, everyMs: 500 },
    );

    const promotion = await read(`${SERVICE}/promotions`, wanted);

    expect(promotion).toMatchObject({
      status: 'open',
      requestedBy: 'user:default/rita',
      pullRequest: { number: expect.any(Number) },
    });
    const answer = await fetch(
      `${sandbox.gitUrl}/api/v3/repos/stonegarden/homelab/pulls/${promotion.pullRequest.number}`,
      { headers: { authorization: `Bearer ${TOKEN}` } },
    );
    expect(await answer.json()).toMatchObject({
      state: 'open',
      base: { ref: 'main' },
      title: expect.stringContaining('audiobookshelf'),
      body: expect.stringContaining('rita'),
    });
  });

  it.each([
    '/api/catalog/entities',
    '/api/catalog/locations',
    `${SERVICE}`,
    `${SERVICE}/promotions`,
    '/api/delivery/instances',
    '/api/scaffolder/v2/tasks',
    '/api/search/query',
    '/api/notifications/notifications',
    '/api/user-settings/',
    '/api/auth/v1/userinfo',
  ])('answers 401 to %s without a session', async path => {
    expect((await ask(path, { token: '' })).status).toBe(401);
    expect(
      (await ask(path, { token: 'eyJhbGciOiJub25lIn0.e30.' })).status,
    ).toBe(401);
  });

  it.each(Object.entries(SIGN_INS))(
    'sends people to %s with the block of the guide',
    async (provider, address) => {
      const query = `env=production&origin=${encodeURIComponent(portal)}`;
      const answer = await fetch(
        `${portal}/api/auth/${provider}/start?${query}`,
        { redirect: 'manual' },
      );
      const location = answer.headers.get('location') ?? '';
      expect(location).toContain(address);
      const sent = new URL(location).searchParams;
      expect(sent.get('client_id')).toBe(`${provider}-client`);
      expect(sent.get('redirect_uri')).toBe(
        `${portal}/api/auth/${provider}/handler/frame`,
      );
    },
  );

  it('has no guest, and no way in for a webhook without a signature', async () => {
    expect((await ask('/api/auth/guest/refresh', { token: '' })).status).toBe(
      404,
    );
    const webhook = await ask('/api/events/http/github', {
      token: '',
      body: { ref: 'refs/heads/main' },
    });
    expect(webhook.status).toBe(403);
  });

  it('writes no secret to its log', () => {
    for (const secret of [
      TOKEN,
      'client secret',
      'webhook secret',
      'github secret',
    ]) {
      expect(backend.log).not.toContain(secret);
    }
  });
});

describe('app-config.production.yaml without its variables', () => {
  it('does not start, and names what is missing', async () => {
    const backend = new ProductionBackend({ PORTAL_URL: 'http://localhost' });
    try {
      expect(await backend.exited()).toBe(1);
    } finally {
      await backend.stop();
    }
    expect(backend.log).toMatch(
      /app-config\.production\.yaml needs POSTGRES_HOST, .*AUTH_SESSION_SECRET, .*GITHUB_WEBHOOK_SECRET/,
    );
    expect(backend.log).toContain('docs/guides/install.md');
  });
});
