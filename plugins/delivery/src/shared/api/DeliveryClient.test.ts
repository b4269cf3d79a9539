import { mockApis } from '@backstage/frontend-test-utils';
import type { ScaffolderApi } from '@backstage/plugin-scaffolder-common';
import {
  createReason,
  type PromotionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { promotion, summary } from '../../__testUtils__/delivery';
import { DeliveryClient } from './DeliveryClient';
import { runPromotionTask } from './runPromotionTask';

jest.mock('./runPromotionTask');

const BASE = 'http://portal.test/api/delivery';
const REF = 'component:default/shop';
const server = setupServer();

const client = new DeliveryClient({
  discoveryApi: mockApis.discovery({ baseUrl: 'http://portal.test' }),
  fetchApi: { fetch: (...args) => fetch(...args) },
  scaffolderApi: {} as ScaffolderApi,
});

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const refuse = (status: number, name: string, message: string) =>
  HttpResponse.json(
    {
      error: { name, message },
      request: { method: 'GET', url: '/' },
      response: { statusCode: status },
    },
    { status },
  );

describe('DeliveryClient', () => {
  it('asks for a service with an id to quote, and encodes names', async () => {
    let asked: Request | undefined;
    server.use(
      http.get(`${BASE}/services/default/a%2Fb`, ({ request }) => {
        asked = request;
        return HttpResponse.json({ entityRef: REF });
      }),
    );
    await expect(client.getService('component:default/a/b')).resolves.toEqual({
      entityRef: REF,
    });
    expect(asked?.headers.get('x-request-id')).toMatch(/^[0-9a-f]{16}$/);
  });

  it('asks for summaries in chunks of 200 and leaves out what is not visible', async () => {
    const sizes: number[] = [];
    server.use(
      http.post(`${BASE}/summaries`, async ({ request }) => {
        const { entityRefs } = (await request.json()) as {
          entityRefs: string[];
        };
        sizes.push(entityRefs.length);
        return HttpResponse.json({
          items: entityRefs.map((ref, index) =>
            index === 0 ? null : summary(ref),
          ),
        });
      }),
    );
    const refs = Array.from(
      { length: 250 },
      (_, i) => `component:default/s${i}`,
    );
    const summaries = await client.getSummaries(refs);
    expect(sizes.sort()).toEqual([200, 50]);
    expect(summaries.size).toBe(248);
    expect(summaries.get('component:default/s1')?.entityRef).toBe(
      'component:default/s1',
    );
  });

  it.each([
    [401, 'AuthenticationError', 'unauthenticated', true],
    [403, 'NotAllowedError', 'forbidden', true],
    [404, 'NotFoundError', 'not-found', true],
    [409, 'ConflictError', 'refused', true],
    [429, 'TooManyRequestsError', 'throttled', true],
    [500, 'Error', 'failed', false],
    [503, 'ServiceUnavailableError', 'unavailable', false],
  ])(
    'turns %d into an error of its kind with the portal’s own words',
    async (status, name, kind, nothingChanged) => {
      server.use(
        http.get(`${BASE}/services/default/shop`, () =>
          refuse(status, name, 'Because of reasons.'),
        ),
      );
      await expect(client.getService(REF)).rejects.toMatchObject({
        name: 'DeliveryRequestError',
        kind,
        nothingChanged,
        message: 'Because of reasons.',
        requestId: expect.stringMatching(/^[0-9a-f]{16}$/),
        status,
      });
    },
  );

  it('passes on the reason of a refusal, and nothing else in its place', async () => {
    const reason = createReason('PromotionNotOpen', {
      environment: 'production',
    });
    const refusalWith = (value: unknown) => {
      server.use(
        http.get(`${BASE}/services/default/shop`, () =>
          HttpResponse.json(
            {
              error: { name: 'ConflictError', message: 'No.', reason: value },
              response: { statusCode: 409 },
            },
            { status: 409 },
          ),
        ),
      );
      return client.getService(REF).catch(error => error);
    };
    expect(await refusalWith(reason)).toMatchObject({
      kind: 'refused',
      message: 'No.',
      reason,
    });
    for (const value of ['because', { code: 'PromotionNotOpen' }, null]) {
      expect((await refusalWith(value)).reason).toBeUndefined();
    }
  });

  it('says that there was no answer', async () => {
    server.use(
      http.get(`${BASE}/services/default/shop`, () => HttpResponse.error()),
    );
    await expect(client.getService(REF)).rejects.toMatchObject({
      kind: 'network',
      nothingChanged: false,
    });
  });

  it('gives up when the portal does not answer in time', async () => {
    const ended = AbortSignal.abort();
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(ended);
    await expect(client.getService(REF)).rejects.toMatchObject({
      kind: 'timeout',
    });
    expect(timeout).toHaveBeenCalledWith(15_000);
    timeout.mockRestore();
  });

  it('passes on that the caller ended the call', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(
      client.getService(REF, { signal: controller.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('asks for a sync of one environment', async () => {
    server.use(
      http.post(`${BASE}/services/default/shop/environments/prod/sync`, () =>
        HttpResponse.json({ operation: { phase: 'Running' } }, { status: 202 }),
      ),
    );
    await expect(client.syncEnvironment(REF, 'prod')).resolves.toEqual({
      phase: 'Running',
    });
  });

  it('answers with the promotion that the task opened', async () => {
    jest.mocked(runPromotionTask).mockResolvedValue({ promotionId: 'p-1' });
    server.use(
      http.get(`${BASE}/promotions/p-1`, () => HttpResponse.json(promotion())),
    );
    await expect(
      client.openPromotion(REF, { from: 'dev', to: 'prod' }),
    ).resolves.toMatchObject({ id: 'p-1' });
    expect(runPromotionTask).toHaveBeenCalledWith(
      {},
      expect.objectContaining({ entityRef: REF, from: 'dev', to: 'prod' }),
    );
  });

  it('finds the promotion in the list when the task’s outputs were lost', async () => {
    jest.mocked(runPromotionTask).mockResolvedValue({});
    server.use(
      http.get(`${BASE}/services/default/shop/promotions`, () =>
        HttpResponse.json({
          items: [
            promotion({ id: 'other', to: 'staging' }),
            promotion({ id: 'mine', from: 'dev', to: 'prod' }),
          ],
        }),
      ),
    );
    await expect(
      client.openPromotion(REF, { from: 'dev', to: 'prod' }),
    ).resolves.toMatchObject({ id: 'mine' });
  });

  it('gives the task all that the template takes', async () => {
    jest.mocked(runPromotionTask).mockReset();
    jest.mocked(runPromotionTask).mockResolvedValue({ promotionId: 'p-9' });
    server.use(
      http.get(`${BASE}/promotions/p-9`, () =>
        HttpResponse.json(promotion({ id: 'p-9' })),
      ),
    );
    const request: Required<Omit<PromotionRequest, 'override'>> = {
      from: 'dev',
      to: 'prod',
      deployment: 'd-1',
      reason: 'The fix',
    };
    await expect(client.openPromotion(REF, request)).resolves.toMatchObject({
      id: 'p-9',
    });
    expect(runPromotionTask).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ entityRef: REF, ...request }),
    );
  });

  it('opens a promotion itself whose gates are overridden: no template offers that', async () => {
    jest.mocked(runPromotionTask).mockClear();
    const asked: unknown[] = [];
    server.use(
      http.post(
        `${BASE}/services/default/shop/promotions`,
        async ({ request }) => {
          asked.push(await request.json());
          return HttpResponse.json(promotion({ id: 'p-8' }), { status: 201 });
        },
      ),
    );
    const override = { gates: ['freeze'], reason: 'Outage', minutes: 60 };
    const request = { from: 'dev', to: 'prod', override };
    await expect(client.openPromotion(REF, request)).resolves.toMatchObject({
      id: 'p-8',
    });
    expect(asked).toEqual([request]);
    expect(runPromotionTask).not.toHaveBeenCalled();
  });

  it('opens the promotion itself where the portal has no template for it', async () => {
    jest.mocked(runPromotionTask).mockResolvedValue(undefined);
    const asked: unknown[] = [];
    server.use(
      http.post(
        `${BASE}/services/default/shop/promotions`,
        async ({ request }) => {
          asked.push(await request.json());
          return HttpResponse.json(promotion({ id: 'p-7' }), { status: 201 });
        },
      ),
    );
    await expect(
      client.openPromotion(REF, { from: 'dev', to: 'prod' }),
    ).resolves.toMatchObject({ id: 'p-7' });
    expect(asked).toEqual([{ from: 'dev', to: 'prod' }]);
  });

  it('starts no task where no template is configured', async () => {
    jest.mocked(runPromotionTask).mockClear();
    const own = new DeliveryClient({
      discoveryApi: mockApis.discovery({ baseUrl: 'http://portal.test' }),
      fetchApi: { fetch: (...args) => fetch(...args) },
      scaffolderApi: {} as ScaffolderApi,
      promotionTemplate: false,
    });
    server.use(
      http.post(`${BASE}/services/default/shop/promotions`, () =>
        refuse(409, 'ConflictError', 'staging is Degraded.'),
      ),
    );
    await expect(
      own.openPromotion(REF, { from: 'dev', to: 'prod' }),
    ).rejects.toMatchObject({
      kind: 'refused',
      nothingChanged: true,
      message: 'staging is Degraded.',
    });
    expect(runPromotionTask).not.toHaveBeenCalled();
  });
});
