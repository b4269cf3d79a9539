import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Issuer, generators } from 'openid-client';
import { temporaryFolder, writeFiles } from '../__testUtils__/smallSeed';
import type { LoopbackServer } from '../http/listen';
import { startIdentity } from './startIdentity';

const CALLBACK = 'http://localhost:3000/api/auth/oidc/handler/frame';
const CLIENT = { id: 'portal', secret: 'client secret', redirectUri: CALLBACK };
const VERIFIER = generators.codeVerifier();
const PEOPLE = `
kind: Group
metadata: { name: approvers, title: Approvers }
---
kind: User
metadata: { name: olga, description: Promotes }
spec:
  profile: { displayName: Olga <Berger>, email: olga@example.org }
  memberOf: [product, approvers]
---
kind: User
metadata: { name: max }
spec:
  profile: { displayName: Max Winter, email: max@example.org }
  memberOf: [platform]
`;

/** A browser as far as cookies go; it stops where the portal would take over. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: {
        cookie: [...this.#cookies].map(it => it.join('=')).join('; '),
      },
      body: form && new URLSearchParams(form),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      this.#cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (!location || location.startsWith(CALLBACK)) {
      return response;
    }
    return this.open(new URL(location, url).href);
  }
}

describe('createIdentityApp', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: LoopbackServer;
  const errors: unknown[] = [];

  const start = (people = PEOPLE, port = 0) =>
    writeFiles(folder.path, { 'people.yaml': people }).then(() =>
      startIdentity(
        { port, peopleFile: join(folder.path, 'people.yaml'), client: CLIENT },
        folder.path,
        error => errors.push(error),
      ),
    );

  const discover = async () => {
    const issuer = await Issuer.discover(
      `${server.url}/.well-known/openid-configuration`,
    );
    return new issuer.Client({
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      redirect_uris: [CALLBACK],
      response_types: ['code'],
    });
  };
  type Client = Awaited<ReturnType<typeof discover>>;

  const authorizationUrl = (client: Client, more = {}) =>
    client.authorizationUrl({
      scope: 'openid profile email',
      state: 'state',
      prompt: 'login',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    });

  const chooseFrom = async (browser: Browser, page: Response, name: string) => {
    const text = await page.text();
    const token = /name="_token"\s+value="([^"]+)"/.exec(text)?.[1] ?? '';
    return browser.open(page.url, { person: name, _token: token });
  };

  const signIn = async (client: Client, name: string) => {
    const browser = new Browser();
    const page = await browser.open(authorizationUrl(client));
    const answer = await chooseFrom(browser, page, name);
    const location = answer.headers.get('location') ?? '';
    return client.callback(CALLBACK, client.callbackParams(location), {
      state: 'state',
      code_verifier: VERIFIER,
    });
  };
  beforeEach(async () => {
    folder = await temporaryFolder();
    server = await start();
  });
  afterEach(async () => {
    await server.close();
    await folder.remove();
    if (errors.length > 0) {
      throw new AggregateError(
        errors.splice(0),
        'The provider reported errors',
      );
    }
  });

  it('lists the people with their groups, and signs in the chosen one', async () => {
    const client = await discover();
    const page = await new Browser().open(authorizationUrl(client));
    const text = await page.text();
    expect(text).toContain('Olga &lt;Berger&gt;');
    expect(text).toContain('Product, Approvers');
    expect(text).toContain('Max Winter');
    expect(page.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://localhost:3000;",
    );

    const tokens = await signIn(client, 'olga');

    expect(await client.userinfo(tokens)).toEqual({
      sub: 'olga',
      name: 'Olga <Berger>',
      preferred_username: 'olga',
      email: 'olga@example.org',
      email_verified: true,
    });
  });

  it('asks again whoever is signed in already when the portal says prompt=login', async () => {
    const client = await discover();
    const browser = new Browser();
    const page = await browser.open(authorizationUrl(client));
    await chooseFrom(browser, page, 'olga');

    const again = await browser.open(authorizationUrl(client));
    expect(await again.clone().text()).toContain('Max Winter');
    const answer = await chooseFrom(browser, again, 'max');

    const location = answer.headers.get('location') ?? '';
    const tokens = await client.callback(
      CALLBACK,
      client.callbackParams(location),
      { state: 'state', code_verifier: VERIFIER },
    );
    expect(tokens.claims().sub).toBe('max');
  });

  it('keeps sessions over a restart, and takes the same refresh token several times', async () => {
    const client = await discover();
    const tokens = await signIn(client, 'olga');
    const port = Number(new URL(server.url).port);
    await server.close();
    server = await start(PEOPLE, port);

    for (let i = 0; i < 2; i++) {
      const refreshed = await client.refresh(tokens.refresh_token!);
      expect((await client.userinfo(refreshed)).sub).toBe('olga');
    }
  });

  it('ends a session that the portal revokes', async () => {
    const client = await discover();
    const tokens = await signIn(client, 'olga');

    await client.revoke(tokens.refresh_token!);

    await expect(client.refresh(tokens.refresh_token!)).rejects.toThrow(
      'invalid_grant',
    );
  });

  it('does not know somebody any more who left the file', async () => {
    const client = await discover();
    const tokens = await signIn(client, 'olga');
    const port = Number(new URL(server.url).port);
    await server.close();
    server = await start(PEOPLE.replaceAll('olga', 'other'), port);

    await expect(client.refresh(tokens.refresh_token!)).rejects.toThrow(
      'invalid_grant',
    );
  });

  it('refuses a sign-in without PKCE, and another address to return to', async () => {
    const client = await discover();
    const withoutPkce = await new Browser().open(
      authorizationUrl(client, {
        code_challenge: undefined,
        code_challenge_method: undefined,
      }),
    );
    expect(withoutPkce.headers.get('location')).toContain('PKCE');

    const elsewhere = await new Browser().open(
      authorizationUrl(client, { redirect_uri: 'http://localhost:1/other' }),
    );
    expect(elsewhere.status).toBe(400);
    expect(await elsewhere.text()).toContain('redirect_uri');
    expect(elsewhere.headers.get('content-security-policy')).toContain(
      "default-src 'none'",
    );
  });

  it('refuses a choice that did not come from its page, and one of nobody', async () => {
    const client = await discover();
    const browser = new Browser();
    const page = await browser.open(authorizationUrl(client));
    const forged = await browser.open(page.url, { person: 'olga' });
    expect(forged.status).toBe(403);

    const nobody = await chooseFrom(browser, page, 'nobody');
    expect(nobody.status).toBe(400);

    const other = await new Browser().open(page.url);
    expect(other.status).toBe(404);
    expect(await other.text()).toContain('sign in again');
  });

  it('says what is wrong with a file of people', async () => {
    await expect(
      start('kind: Component\nmetadata: { name: x }'),
    ).rejects.toThrow(/people\.yaml must hold entities of the kinds User/);
  });
});
