import { mockApis } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { ResourceClient } from './ResourceClient';

const PRODUCTION =
  'http://portal.test/api/delivery/services/default/shop/environments/production';
const REF = 'component:default/shop';
const server = setupServer();

const client = new ResourceClient({
  discoveryApi: mockApis.discovery({ baseUrl: 'http://portal.test' }),
  fetchApi: { fetch: (...args) => fetch(...args) },
});

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('ResourceClient', () => {
  it.each([
    ['release', () => client.getRelease(REF, 'production')],
    ['resources', () => client.getResources(REF, 'production')],
    ['diff', () => client.getDiff(REF, 'production')],
    ['events', () => client.getEvents(REF, 'production')],
    ['windows', () => client.getWindows(REF, 'production')],
    ['sync-preview', () => client.previewSync(REF, 'production')],
  ])('reads %s with an id to quote', async (part, read) => {
    let id: string | null = null;
    const answer = { asOf: '2026-11-30T06:00:00Z', of: part };
    server.use(
      http.get(`${PRODUCTION}/${part}`, ({ request }) => {
        id = request.headers.get('x-request-id');
        return HttpResponse.json(answer);
      }),
    );
    await expect(read()).resolves.toEqual(answer);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
  });

  it('asks for the log of a pod by its names, encoded', async () => {
    let asked = '';
    server.use(
      http.get(`${PRODUCTION}/log`, ({ request }) => {
        asked = new URL(request.url).search;
        return HttpResponse.json({ lines: [] });
      }),
    );
    await client.getLog(REF, 'production', {
      pod: 'shop-1&x=2',
      container: 'app',
      previous: true,
    });
    expect(asked).toBe('?pod=shop-1%26x%3D2&container=app&previous=true');
  });

  it('has Argo CD look again, and end what runs', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(`${PRODUCTION}/refresh`, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json({});
      }),
      http.delete(`${PRODUCTION}/operation`, () => {
        sent.push('terminate');
        return HttpResponse.json({});
      }),
    );
    await client.refresh(REF, 'production', { type: 'hard' });
    await client.terminate(REF, 'production');
    expect(sent).toEqual([{ type: 'hard' }, 'terminate']);
  });

  it('says what kind of "no" it was', async () => {
    server.use(
      http.get(`${PRODUCTION}/log`, () =>
        HttpResponse.json(
          {
            error: { name: 'NotAllowedError', message: 'no' },
            response: { statusCode: 403 },
          },
          { status: 403 },
        ),
      ),
    );
    await expect(
      client.getLog(REF, 'production', { pod: 'shop-1' }),
    ).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
