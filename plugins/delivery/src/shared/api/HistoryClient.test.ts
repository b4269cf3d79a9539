import { mockApis } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { HistoryClient } from './HistoryClient';

const BASE = 'http://portal.test/api/delivery';
const server = setupServer();

const client = new HistoryClient({
  discoveryApi: mockApis.discovery({ baseUrl: 'http://portal.test' }),
  fetchApi: { fetch: (...args) => fetch(...args) },
});

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('HistoryClient', () => {
  it('asks for deployments with every part of the query', async () => {
    let asked: URL | undefined;
    server.use(
      http.get(`${BASE}/deployments`, ({ request }) => {
        asked = new URL(request.url);
        return HttpResponse.json({ items: [], nextCursor: 'older' });
      }),
    );
    await expect(
      client.getDeployments({
        service: 'component:default/shop',
        environments: ['staging', 'production'],
        causes: ['rollback'],
        rolledBack: true,
        countedIn: 'failures',
        text: 'a&b',
        limit: 100,
        cursor: 'c=1',
      }),
    ).resolves.toEqual({ items: [], nextCursor: 'older' });
    expect([...(asked?.searchParams ?? [])]).toEqual([
      ['service', 'component:default/shop'],
      ['environments', 'staging'],
      ['environments', 'production'],
      ['causes', 'rollback'],
      ['rolledBack', 'true'],
      ['countedIn', 'failures'],
      ['text', 'a&b'],
      ['limit', '100'],
      ['cursor', 'c=1'],
    ]);
  });

  it.each([
    ['a deployment', () => client.getDeployment('a/b'), '/deployments/a%2Fb'],
    [
      'what it changed',
      () => client.getDeploymentFiles('d-1'),
      '/deployments/d-1/files',
    ],
    [
      'metrics',
      () => client.getDora({ since: 'a', until: 'b', bucket: 'week' }),
      '/dora?since=a&until=b&bucket=week',
    ],
  ])('asks for %s', async (_name, ask, path) => {
    let asked = '';
    server.use(
      http.get(`${BASE}/*`, ({ request }) => {
        asked = request.url.slice(BASE.length);
        return HttpResponse.json({ id: 'd-1' });
      }),
    );
    await expect(ask()).resolves.toEqual({ id: 'd-1' });
    expect(asked).toBe(path);
  });

  it('gives an export as the text that it is', async () => {
    server.use(
      http.get(`${BASE}/deployments/export`, ({ request }) =>
        HttpResponse.text(`id;${new URL(request.url).search}\nä`),
      ),
    );
    await expect(
      client.exportDeployments({ format: 'csv', outcomes: ['failed'] }),
    ).resolves.toBe('id;?format=csv&outcomes=failed\nä');
  });

  it('says why an export was refused, with an id to quote', async () => {
    server.use(
      http.get(`${BASE}/deployments/export`, () =>
        HttpResponse.json(
          {
            error: { name: 'NotAllowedError', message: 'No.' },
            request: { method: 'GET', url: '/' },
            response: { statusCode: 403 },
          },
          { status: 403 },
        ),
      ),
    );
    await expect(
      client.exportDeployments({ format: 'json' }),
    ).rejects.toMatchObject({
      kind: 'forbidden',
      message: 'No.',
      requestId: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });
});
