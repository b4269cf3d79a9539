// Its tests are a part of attack.test.ts, which starts the portal.
/* eslint-disable jest/no-export */
import { eventually } from '@stonegarden/test-utils';
import { protectedRoutes, Route } from '../protectedRoutes';
import {
  AUDIENCE,
  ISSUER,
  PortalUnderAttack,
  Question,
} from '../PortalUnderAttack';
import { hmacToken, readToken, SigningKey, tokenWith } from '../SigningKey';

const WITHOUT = 'every route, without a session';
const FORGED =
  'every route, with a token that is forged, expired, or of somebody else';
/** Requests at a time. */
const WIDTH = 8;
const NOW = () => Math.floor(Date.now() / 1000);

/** What stands in for a session, by name. */
function forgedTokens(portal: PortalUnderAttack): Record<string, string> {
  const { tokens, pipelines, secrets } = portal;
  const { header, payload } = readToken(tokens.ada);
  const [head, , signature] = tokens.olga.split('.');
  const mine = new SigningKey(`${header.kid}`);
  const other = new SigningKey('mine');
  const pipeline = {
    ...{ iss: ISSUER, aud: AUDIENCE, sub: 'product' },
    ...{ iat: NOW(), exp: NOW() + 3600 },
  };
  const plugin = {
    header: { typ: 'vnd.backstage.plugin', kid: 'mine' },
    payload: {
      ...{ sub: 'catalog', aud: 'delivery' },
      ...{ iat: NOW(), exp: NOW() + 3600 },
    },
  };
  const olgaAsAda = Buffer.from(
    JSON.stringify({ ...readToken(tokens.olga).payload, sub: payload.sub }),
  ).toString('base64url');
  return {
    'no token at all': 'x',
    'an administrator, without a signature': tokenWith(
      { ...header, alg: 'none' },
      payload,
      () => '',
    ),
    "an administrator, signed with one's own key": mine.sign(header, payload),
    "an administrator, signed with one's own key, which the token brings along":
      other.sign(
        {
          ...header,
          kid: 'mine',
          jwk: other.publicJwk,
          jku: portal.foreign.host,
        },
        payload,
      ),
    'an administrator, signed with a public key as a secret': hmacToken(
      header,
      payload,
      JSON.stringify(pipelines.publicJwk),
    ),
    'an administrator, with the signature of another token': [
      head,
      olgaAsAda,
      signature,
    ].join('.'),
    "another plugin, signed with one's own key": other.sign(
      plugin.header,
      plugin.payload,
    ),
    "another plugin, signed with a pipeline's key": pipelines.sign(
      { ...plugin.header, kid: 'pipelines' },
      plugin.payload,
    ),
    "an administrator, signed with a pipeline's key": pipelines.sign(
      { ...header, kid: 'pipelines' },
      payload,
    ),
    'a pipeline, expired': pipelines.sign(
      { kid: 'pipelines' },
      { ...pipeline, iat: NOW() - 7200, exp: NOW() - 3600 },
    ),
    'a pipeline, of another issuer': pipelines.sign(
      { kid: 'pipelines' },
      { ...pipeline, iss: 'https://example.org' },
    ),
    'a pipeline, for another audience': pipelines.sign(
      { kid: 'pipelines' },
      { ...pipeline, aud: 'somebody-else' },
    ),
    "a pipeline, signed with one's own key": new SigningKey('pipelines').sign(
      { kid: 'pipelines' },
      pipeline,
    ),
    'the token of the Git host and of Argo CD': secrets.sandboxToken,
    'the secret of the webhooks': secrets.webhookSecret,
    'the secret of the sign-in': secrets.clientSecret,
  };
}

async function tryAll(
  portal: PortalUnderAttack,
  group: string,
  routes: Route[],
  name: string,
  headers: Question['headers'],
) {
  const waiting = [...routes];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { method, path } = next;
      const answer = await portal.ask(path, {
        method,
        headers,
        body: method === 'GET' ? undefined : {},
      });
      portal.attempts.record(
        group,
        `${method} ${path}: ${name}`,
        answer.status === 401,
        answer,
      );
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
}

/** Who asks without having signed in. */
export function sessionAttacks(portal: PortalUnderAttack) {
  describe('who has no session', () => {
    let routes: Route[];

    /** What a plugin answers itself; what the framework adds to each is tried once. */
    const own = () =>
      routes.filter(
        ({ path }) => !/\.backstage|openapi\.json|later-version/.test(path),
      );

    beforeAll(async () => {
      routes = await protectedRoutes(portal);
    });

    it('is refused by every route of every plugin', async () => {
      expect(routes.length).toBeGreaterThan(100);
      await tryAll(portal, WITHOUT, routes, 'nothing', {});
      expect(portal.attempts.failed(WITHOUT)).toEqual([]);
    });

    it('is refused with a token that is forged, expired, or of somebody else', async () => {
      for (const [name, token] of Object.entries(forgedTokens(portal))) {
        const authorization = `Bearer ${token}`;
        await tryAll(portal, FORGED, own(), name, { authorization });
      }
      expect(portal.attempts.failed(FORGED)).toEqual([]);
    });

    it('gets nowhere with the cookie of somebody who has', async () => {
      const answer = await fetch(
        `${portal.url}/api/app/.backstage/auth/v1/cookie`,
        { headers: { authorization: `Bearer ${portal.tokens.ada}` } },
      );
      expect(answer.status).toBe(200);
      const [, cookie, token] =
        /^([^=]+=([^;]+))/.exec(answer.headers.getSetCookie()[0]) ?? [];
      await tryAll(portal, FORGED, own(), 'the cookie of an administrator', {
        cookie,
      });
      // Who the cookie is of may be read with it; Backstage's own pages do.
      const others = own().filter(({ path }) => !path.endsWith('/userinfo'));
      await tryAll(portal, FORGED, others, 'what is in that cookie', {
        authorization: `Bearer ${token}`,
      });
      expect(portal.attempts.failed(FORGED)).toEqual([]);
    });

    it('would be answered with a session', async () => {
      for (const { path } of routes.filter(each => each.method === 'GET')) {
        // The search fails until its index is built for the first time.
        await eventually(
          async () => {
            const { status } = await portal.as('max')(path);
            expect([path, status === 401 || status >= 500]).toEqual([
              path,
              false,
            ]);
          },
          { timeoutMs: 60_000, everyMs: 250 },
        );
      }
      const pipeline = portal.pipelines.sign(
        { kid: 'pipelines' },
        {
          ...{ iss: ISSUER, aud: AUDIENCE, sub: 'product' },
          ...{ iat: NOW(), exp: NOW() + 3600 },
        },
      );
      const answer = await portal.with(pipeline)(
        '/api/delivery/services/default/n8n',
      );
      expect(answer.status).toBe(200);
    });

    it('sees what is public on purpose, and nothing else', async () => {
      // Whether it runs, what verifies its tokens, schemas for editors, and the way to sign in.
      const open = [
        '/.backstage/health/v1/readiness',
        '/.backstage/health/v1/liveness',
        '/api/auth/.well-known/jwks.json',
        '/api/auth/.well-known/openid-configuration',
        '/api/catalog/.backstage/auth/v1/jwks.json',
        '/api/signals/health',
        '/api/delivery/schemas/service.v1beta1.json',
      ];
      for (const path of open) {
        expect([path, (await portal.ask(path)).status]).toEqual([path, 200]);
      }
      const start = await portal.ask(
        `/api/auth/oidc/start?env=development&flow=redirect&origin=${portal.url}&redirectUrl=${portal.url}`,
      );
      expect(start.status).toBe(302);
      const refresh = await portal.ask(
        '/api/auth/oidc/refresh?env=development',
        {
          headers: { 'x-requested-with': 'XMLHttpRequest' },
        },
      );
      expect(refresh.status).toBe(401);
      const action = await portal.ask(
        '/api/auth/.backstage/actions/v1/actions/auth:who-am-i/invoke',
        { body: {} },
      );
      expect(action.status).toBe(403);
      for (const provider of ['guest', 'github', 'microsoft']) {
        const { status } = await portal.ask(`/api/auth/${provider}/refresh`);
        expect([provider, status]).toEqual([provider, 404]);
      }
    });
  });
}
