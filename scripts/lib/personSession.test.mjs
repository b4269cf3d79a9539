import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { personSession } from './personSession.mjs';

/**
 * A portal and its provider, on one port and two hosts, as far as a sign-in goes: each step asks for the cookies that the
 * steps before have set on its host.
 */
function portal(t, { error } = {}) {
  const page = `<form><input name="_token"
    value="form token" /><button value="rita">Rita</button></form>`;
  const steps = {
    'GET /api/auth/oidc/start': {
      set: 'nonce=1',
      to: 'http://127.0.0.1:PORT/provider/auth',
    },
    'GET /provider/auth': { set: 'uid=2', to: '/provider/x' },
    'GET /provider/x': { needs: 'uid=2', body: page },
    'POST /provider/x': {
      needs: 'uid=2',
      form: 'person=rita&_token=form+token',
      set: 'uid=; Max-Age=0',
      to: 'http://localhost:PORT/api/auth/oidc/handler/frame?code=3',
    },
    'GET /api/auth/oidc/handler/frame': {
      needs: 'nonce=1',
      set: 'refresh=4',
      to: error ? `/?error=${encodeURIComponent(error)}` : '/',
    },
    'GET /api/auth/oidc/refresh': {
      needs: 'nonce=1; refresh=4',
      body: JSON.stringify({ backstageIdentity: { token: 'for rita' } }),
    },
    'POST /api/things': { bearer: 'for rita', body: '{"done":true}' },
  };
  return new Promise(resolve => {
    const port = () => `${server.address().port}`;
    const server = http.createServer(async (request, response) => {
      const { pathname } = new URL(request.url, 'http://portal');
      const step = steps[`${request.method} ${pathname}`];
      const sent = Buffer.concat(await request.toArray()).toString();
      const { cookie = '', authorization } = request.headers;
      if (
        !step ||
        (step.needs && cookie !== step.needs) ||
        (step.form && sent !== step.form) ||
        (step.bearer && authorization !== `Bearer ${step.bearer}`)
      ) {
        response.writeHead(403).end(`not so: ${cookie}`);
        return;
      }
      response.writeHead(step.to ? 302 : 200, {
        ...(step.set ? { 'set-cookie': `${step.set}; Path=/` } : {}),
        ...(step.to ? { location: step.to.replace('PORT', port()) } : {}),
      });
      response.end(step.body);
    });
    t.after(() => server.close());
    server.listen(0, '127.0.0.1', () => {
      const url = `http://localhost:${port()}`;
      resolve({ portal: url, backend: url });
    });
  });
}

test('follows the sign-in to its end and asks as the person', async t => {
  const session = await personSession(await portal(t), 'rita');
  assert.deepEqual(await session('/api/things', { a: 1 }), { done: true });
  await assert.rejects(session('/api/things'), /\/api\/things: 403/);
});

test('says that the page does not offer somebody', async t => {
  await assert.rejects(
    personSession(await portal(t), 'nobody'),
    /does not offer nobody/,
  );
});

test('hands on why the portal refused', async t => {
  const error = 'unable to resolve user identity';
  await assert.rejects(
    personSession(await portal(t, { error }), 'rita'),
    /rita could not be signed in: unable to resolve user identity/,
  );
});
