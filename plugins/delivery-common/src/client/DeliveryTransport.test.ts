import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { DeliveryTransport } from './DeliveryTransport';

const BASE = 'http://portal.test/api/delivery';
const REF = 'component:default/shop';
const CALL = { timeoutMs: 5_000 };

describe('DeliveryTransport', () => {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  const transport = new DeliveryTransport({
    discoveryApi: {
      getBaseUrl: async pluginId => `http://portal.test/api/${pluginId}`,
    },
  });

  const refusal = (status: number, name: string, message: string) =>
    HttpResponse.json(
      {
        error: { name, message },
        request: { method: 'GET', url: '/' },
        response: { statusCode: status },
      },
      { status },
    );

  const steps = { from: 'dev', to: 'production' };
  it.each<
    [string, { ask: () => Promise<unknown>; expected: string; body?: object }]
  >([
    [
      'a service',
      {
        ask: () => transport.getService('Component:Default/a/b', CALL),
        expected: 'GET /services/Default/a%2Fb',
      },
    ],
    [
      'a service named without kind and namespace',
      {
        ask: () => transport.getService('shop', CALL),
        expected: 'GET /services/default/shop',
      },
    ],
    [
      'summaries',
      {
        ask: () => transport.getSummaries([REF], CALL),
        expected: 'POST /summaries',
        body: { entityRefs: [REF] },
      },
    ],
    [
      'a preview',
      {
        ask: () => transport.previewPromotion(REF, steps, CALL),
        expected: 'POST /services/default/shop/promotions/preview',
        body: steps,
      },
    ],
    [
      'a new promotion',
      {
        ask: () => transport.openPromotion(REF, steps, CALL),
        expected: 'POST /services/default/shop/promotions',
        body: steps,
      },
    ],
    [
      'the promotions of a service',
      {
        ask: () => transport.getPromotions(REF, CALL),
        expected: 'GET /services/default/shop/promotions',
      },
    ],
    [
      'a promotion',
      {
        ask: () => transport.getPromotion('a/../b', CALL),
        expected: 'GET /promotions/a%2F..%2Fb',
      },
    ],
    [
      'the files of a pull request',
      {
        ask: () => transport.getPromotionFiles('a/../b', CALL),
        expected: 'GET /promotions/a%2F..%2Fb/files',
      },
    ],
    [
      'a renewal',
      {
        ask: () => transport.renewPromotion('a/../b', CALL),
        expected: 'POST /promotions/a%2F..%2Fb/renew',
      },
    ],
    [
      'a sync',
      {
        ask: () => transport.syncEnvironment(REF, 'a?b', CALL),
        expected: 'POST /services/default/shop/environments/a%3Fb/sync',
      },
    ],
    [
      'a sync with pruning',
      {
        ask: () =>
          transport.syncEnvironment(REF, 'prod', CALL, {
            prune: [{ kind: 'ConfigMap', name: 'old' }],
          }),
        expected: 'POST /services/default/shop/environments/prod/sync',
        body: { prune: [{ kind: 'ConfigMap', name: 'old' }] },
      },
    ],
    [
      'services that left the catalog',
      {
        ask: () => transport.getOrphanedServices(CALL),
        expected: 'GET /orphaned-services',
      },
    ],
    [
      'what is under way',
      {
        ask: () => transport.getPromotionsUnderWay(CALL),
        expected: 'GET /promotions',
      },
    ],
    [
      'the instances',
      {
        ask: () => transport.getInstances(CALL),
        expected: 'GET /instances',
      },
    ],
  ])('asks for %s', async (_name, { ask, expected, body }) => {
    const asked: Array<{ request: string; type: string | null; body: string }> =
      [];
    server.use(
      http.all(`${BASE}/*`, async ({ request }) => {
        asked.push({
          request: `${request.method} ${request.url.slice(BASE.length)}`,
          type: request.headers.get('content-type'),
          body: await request.text(),
        });
        return HttpResponse.json({ answered: 'ä' });
      }),
    );
    await expect(ask()).resolves.toEqual({ answered: 'ä' });
    expect(asked).toEqual([
      {
        request: expected,
        type: body ? 'application/json' : null,
        body: body ? JSON.stringify(body) : '',
      },
    ]);
  });

  it('asks nothing about what is not a component', async () => {
    await expect(
      transport.getService('group:default/x', CALL),
    ).rejects.toMatchObject({
      name: 'InputError',
      message:
        'group:default/x is not a service: only entities of kind Component are',
    });
  });

  it('sends the headers of the call, with the fetch it was given', async () => {
    const fetchApi = { fetch: jest.fn(fetch) };
    server.use(
      http.get(`${BASE}/instances`, ({ request }) =>
        HttpResponse.json({ items: [request.headers.get('x-request-id')] }),
      ),
    );
    const own = new DeliveryTransport({
      discoveryApi: { getBaseUrl: async () => BASE },
      fetchApi,
    });
    await expect(
      own.getInstances({ ...CALL, headers: { 'X-Request-Id': '7' } }),
    ).resolves.toEqual({ items: ['7'] });
    expect(fetchApi.fetch).toHaveBeenCalledTimes(1);
  });

  it('throws a refusal as the ResponseError that it is', async () => {
    server.use(
      http.get(`${BASE}/instances`, () =>
        refusal(409, 'ConflictError', 'Because of reasons.'),
      ),
    );
    await expect(transport.getInstances(CALL)).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 409,
      cause: { name: 'ConflictError', message: 'Because of reasons.' },
    });
  });

  it('throws a ResponseError for what a proxy in between says', async () => {
    server.use(
      http.get(
        `${BASE}/instances`,
        () => new HttpResponse('<h1>Bad gateway</h1>', { status: 502 }),
      ),
    );
    await expect(transport.getInstances(CALL)).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 502,
    });
  });

  it.each([
    ['no connection', () => HttpResponse.error()],
    ['half an answer', () => new HttpResponse('{"items": [')],
    ['more than 10 MB', () => HttpResponse.json('x'.repeat(10 * 1024 * 1024))],
  ])('says that there was no answer: %s', async (_name, resolver) => {
    server.use(http.get(`${BASE}/instances`, resolver));
    await expect(transport.getInstances(CALL)).rejects.toMatchObject({
      name: 'NoResponseError',
      kind: 'network',
    });
  });

  it('gives up after the time limit of the call', async () => {
    server.use(http.get(`${BASE}/instances`, () => new Promise(() => {})));
    await expect(
      transport.getInstances({ timeoutMs: 20 }),
    ).rejects.toMatchObject({ name: 'NoResponseError', kind: 'timeout' });
  });

  it('passes on that the caller ended the call', async () => {
    const controller = new AbortController();
    server.use(
      http.get(`${BASE}/instances`, () => {
        controller.abort();
        return new Promise(() => {});
      }),
    );
    await expect(
      transport.getInstances({ ...CALL, signal: controller.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
