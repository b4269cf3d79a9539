import {
  mockCredentials,
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { DeliveryClient } from './DeliveryClient';

const BASE = 'http://localhost:7007/api/delivery';

describe('DeliveryClient', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const credentials = mockCredentials.user('user:default/ada');
  const client = new DeliveryClient({
    auth: mockServices.auth({ pluginId: 'scaffolder' }),
    discovery: mockServices.discovery.mock({ getBaseUrl: async () => BASE }),
    timeoutMs: 500,
  });

  it('asks on behalf of the user', async () => {
    let authorization: string | null = null;
    let body: unknown;
    server.use(
      http.post(
        `${BASE}/services/default/shop/promotions`,
        async ({ request }) => {
          authorization = request.headers.get('authorization');
          body = await request.json();
          return HttpResponse.json({ id: '1' }, { status: 201 });
        },
      ),
    );
    await expect(
      client.openPromotion(
        'component:default/shop',
        { from: 'dev', to: 'production' },
        { credentials },
      ),
    ).resolves.toEqual({ id: '1' });
    expect(body).toEqual({ from: 'dev', to: 'production' });
    expect(authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: credentials,
        targetPluginId: 'delivery',
      }),
    );
  });

  it('asks for rollbacks where delivery-backend takes them', async () => {
    const asked: unknown[] = [];
    server.use(
      http.post(`${BASE}/services/default/shop/*`, async ({ request }) => {
        const { pathname } = new URL(request.url);
        asked.push([pathname.split('/shop/')[1], await request.json()]);
        return HttpResponse.json({ id: '1' });
      }),
    );
    const request = {
      environment: 'production',
      deployment: 'd1',
      scope: 'versions',
    } as const;
    const ref = 'component:default/shop';
    await client.previewRollback(ref, request, { credentials });
    await expect(
      client.openRollback(ref, request, { credentials }),
    ).resolves.toEqual({ id: '1' });
    expect(asked).toEqual([
      ['rollbacks/preview', request],
      ['rollbacks', request],
    ]);
  });

  it('encodes names, and refuses what is not a component', async () => {
    let path = '';
    server.use(
      http.get(`${BASE}/*`, ({ request }) => {
        path = new URL(request.url).pathname;
        return HttpResponse.json({});
      }),
    );
    await client.getPromotion('a/../b', { credentials });
    expect(path).toBe('/api/delivery/promotions/a%2F..%2Fb');
    await client.getService('shop', { credentials });
    expect(path).toBe('/api/delivery/services/default/shop');
    await expect(
      client.getService('group:default/x', { credentials }),
    ).rejects.toThrow('is not a service');
  });

  it.each(['ConflictError', 'NotFoundError', 'InputError', 'NotAllowedError'])(
    'throws the %s that delivery-backend threw',
    async name => {
      server.use(
        http.get(`${BASE}/services/default/shop`, () =>
          HttpResponse.json(
            {
              error: { name, message: 'because' },
              request: { method: 'GET', url: '/' },
              response: { statusCode: 409 },
            },
            { status: 409 },
          ),
        ),
      );
      await expect(
        client.getService('component:default/shop', { credentials }),
      ).rejects.toMatchObject({ name, message: 'because' });
    },
  );

  it('says when nobody answers', async () => {
    server.use(
      http.get(`${BASE}/services/default/shop`, () => HttpResponse.error()),
    );
    await expect(
      client.getService('component:default/shop', { credentials }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });
});
