import { getEventListeners } from 'node:events';
import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { recordedExchange } from '../../__testUtils__/fixtures';
import { toApplicationRecord } from '../readModel/toApplicationRecord';
import { ArgocdClient } from './ArgocdClient';
import {
  failureReason,
  isOperationRunning,
  toDomainError,
} from './argocdErrors';
import { readText } from './readBounded';

const URL_BASE = 'http://argocd.internal:8080';

describe('ArgocdClient', () => {
  const server = setupServer();
  registerMswTestHooks(server);
  const client = new ArgocdClient({
    name: 'homelab',
    url: URL_BASE,
    token: 'secret-token',
  });
  const key = { name: 'shop-dev', namespace: 'argocd', project: 'team-a' };
  const fails = async (call: Promise<unknown>) =>
    call.then(
      () => {
        throw new Error('did not fail');
      },
      (error: unknown) => error,
    );

  it('encodes names, and says namespace and project where Argo CD wants them', async () => {
    const seen: string[] = [];
    let body: unknown;
    server.use(
      http.get(`${URL_BASE}/*`, ({ request }) => {
        seen.push(request.url.replace(URL_BASE, ''));
        return HttpResponse.json({});
      }),
      http.post(`${URL_BASE}/*`, async ({ request }) => {
        seen.push(request.url.replace(URL_BASE, ''));
        body = await request.json();
        return HttpResponse.json({});
      }),
    );
    await client.get({ ...key, name: '../clusters' });
    await client.sync(key, { prune: false });
    expect(seen).toEqual([
      '/api/v1/applications/..%2Fclusters?appNamespace=argocd&project=team-a',
      '/api/v1/applications/shop-dev/sync',
    ]);
    expect(body).toEqual({
      appNamespace: 'argocd',
      project: 'team-a',
      prune: false,
    });
  });

  it('names the resources of a partial sync as Argo CD does', async () => {
    const { request, response } = recordedExchange('sync-partial');
    let body: unknown;
    server.use(
      http.post(`${URL_BASE}${request.path}`, async asked => {
        body = await asked.request.json();
        return HttpResponse.json(response.body);
      }),
    );
    const answer = await client.sync(
      { name: 'audiobookshelf-production', project: 'team-product' },
      {
        prune: true,
        resources: [
          {
            kind: 'Service',
            namespace: 'audiobookshelf',
            name: 'audiobookshelf',
          },
        ],
      },
    );
    expect(body).toEqual({
      ...request.body,
      project: 'team-product',
      prune: true,
    });
    expect(toApplicationRecord('homelab', answer)?.operation).toMatchObject({
      kind: 'partial-sync',
      phase: 'Running',
    });
  });

  it('follows no redirect: the token stays', async () => {
    let followed = false;
    server.use(
      http.get(
        `${URL_BASE}/api/v1/applications/shop-dev`,
        () =>
          new HttpResponse(null, {
            status: 302,
            headers: { Location: 'http://elsewhere.example/' },
          }),
      ),
      http.get('http://elsewhere.example/', () => {
        followed = true;
        return HttpResponse.json({});
      }),
    );
    await fails(client.get(key));
    expect(followed).toBe(false);
  });

  it.each([
    ['its version', () => HttpResponse.json({ Version: 'v3.6.0' })],
    [
      'that there is no such page',
      () => HttpResponse.json({}, { status: 404 }),
    ],
    [
      'a redirect to a login page, as a gateway does without a token',
      () => HttpResponse.redirect('https://login.internal/', 302),
    ],
  ])('takes %s for an answer to a ping', async (_what, answer) => {
    const asked: Array<string | null> = [];
    server.use(
      http.get('*', ({ request }) => {
        asked.push(request.headers.get('authorization'));
        return answer();
      }),
    );
    await client.ping(new AbortController().signal);
    expect(asked).toEqual([null]);
  });

  it.each([
    ['no connection', () => HttpResponse.error()],
    ['a gateway without it', () => HttpResponse.json({}, { status: 502 })],
  ])('takes %s for no answer to a ping', async (_what, answer) => {
    server.use(http.get('*', answer));
    await expect(client.ping(new AbortController().signal)).rejects.toThrow(
      /fetch|502/,
    );
  });

  it.each<[string, number, (signal: AbortSignal) => Promise<unknown>]>([
    ['a list', 30_000, signal => client.list(signal)],
    ['a call', 10_000, signal => client.get(key, { signal })],
    [
      'a log',
      15_000,
      signal =>
        client.onDemand.log(
          key,
          {
            namespace: 'shop',
            pod: 'shop-1',
            container: 'shop',
            previous: false,
            lines: 10,
          },
          { signal },
        ),
    ],
  ])('gives up %s that takes too long', async (_what, limitMs, ask) => {
    const silent = jest.spyOn(globalThis, 'fetch').mockReturnValue(
      // As when the signal that it was given is lost.
      new Promise(() => {}),
    );
    jest.useFakeTimers();
    try {
      const { signal } = new AbortController();
      let reason: unknown;
      ask(signal).catch(error => {
        reason = error;
      });
      await jest.advanceTimersByTimeAsync(limitMs - 1);
      expect(reason).toBeUndefined();
      await jest.advanceTimersByTimeAsync(1);
      expect(failureReason(reason).code).toBe('ArgocdTimedOut');
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    } finally {
      jest.useRealTimers();
      silent.mockRestore();
    }
  });

  it.each([
    [
      403,
      { code: 7, message: 'cannot sync: blocked by sync window' },
      'ConflictError',
      'sync window',
    ],
    [
      403,
      { code: 7, message: 'permission denied' },
      'NotAllowedError',
      'account',
    ],
    [
      400,
      { code: 9, message: 'invalid http://10.0.0.7:8443/x at 10.0.0.7:443' },
      'ConflictError',
      'refused',
    ],
    [404, { code: 5, message: 'not found' }, 'NotFoundError', 'no longer'],
    [502, 'Bad Gateway', 'ServiceUnavailableError', 'answered 502'],
  ])('turns %i %j into %s', async (status, body, name, words) => {
    server.use(
      http.post(`${URL_BASE}/*`, () => HttpResponse.json(body, { status })),
    );
    const error = toDomainError(
      await fails(client.sync(key, { prune: false })),
      'homelab',
      'syncing shop-dev',
    );
    expect(error).toMatchObject({
      name,
      message: expect.stringContaining(words),
    });
    expect(error.message).not.toMatch(/10\.0\.0\.7|argocd\.internal|secret/);
  });

  it('recognises an operation that runs already', async () => {
    server.use(
      http.post(`${URL_BASE}/*`, () =>
        HttpResponse.json(
          { code: 9, message: 'another operation is already in progress' },
          { status: 400 },
        ),
      ),
    );
    expect(
      isOperationRunning(await fails(client.sync(key, { prune: false }))),
    ).toBe(true);
  });

  it.each([
    [
      'no JSON',
      () => new HttpResponse('<html>'),
      'It sent an answer that cannot be read: its answer is not JSON.',
    ],
    [
      'no list',
      () => HttpResponse.json({ items: 'none' }),
      'It sent an answer that cannot be read: its list of applications is malformed.',
    ],
    ['no connection', () => HttpResponse.error(), 'No connection can be made.'],
    [
      'an error',
      () => HttpResponse.json({}, { status: 503 }),
      'It answered with status 503.',
    ],
  ])('describes %s without addresses', async (_what, answer, words) => {
    server.use(http.get(`${URL_BASE}/*`, answer));
    const error = await fails(client.list(new AbortController().signal));
    expect(failureReason(error).message).toBe(words);
  });

  it('gives up an answer that is too large', async () => {
    await expect(readText(new Response('x'.repeat(100)), 99)).rejects.toThrow(
      'larger than',
    );
    await expect(readText(new Response('x'.repeat(99)), 99)).resolves.toBe(
      'x'.repeat(99),
    );
  });
});
