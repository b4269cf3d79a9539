import { mockApis } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { promotion } from '../../__testUtils__/delivery';
import {
  candidate,
  emergencyRollback,
  rollbackPreview,
} from '../../__testUtils__/rollback';
import { RollbackClient } from './RollbackClient';

const SHOP = 'http://portal.test/api/delivery/services/default/shop';
const REF = 'component:default/shop';
const server = setupServer();

const client = new RollbackClient({
  discoveryApi: mockApis.discovery({ baseUrl: 'http://portal.test' }),
  fetchApi: { fetch: (...args) => fetch(...args) },
});

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('RollbackClient', () => {
  const request = {
    environment: 'production',
    deployment: 'd-1',
    scope: 'versions' as const,
    reason: 'Errors.',
  };

  it('asks for the Releases that an environment ran before', async () => {
    server.use(
      http.get(`${SHOP}/environments/production/rollback-candidates`, () =>
        HttpResponse.json({ items: [candidate()] }),
      ),
    );
    const [first] = await client.getCandidates(REF, 'production');
    expect(first.deployment.id).toBe(candidate().deployment.id);
  });

  it('asks for a preview, and opens what was asked for, with an id to quote', async () => {
    const sent: Array<{ body: unknown; id: string | null }> = [];
    const take = async (asked: Request) => {
      sent.push({
        body: await asked.json(),
        id: asked.headers.get('x-request-id'),
      });
    };
    server.use(
      http.post(`${SHOP}/rollbacks/preview`, async ({ request: asked }) => {
        await take(asked);
        return HttpResponse.json(rollbackPreview());
      }),
      http.post(`${SHOP}/rollbacks`, async ({ request: asked }) => {
        await take(asked);
        return HttpResponse.json(promotion());
      }),
    );
    await expect(client.previewRollback(REF, request)).resolves.toMatchObject({
      canOpen: true,
    });
    await expect(client.openRollback(REF, request)).resolves.toMatchObject({
      id: 'p-1',
    });
    expect(sent).toEqual(
      [request, request].map(body => ({
        body,
        id: expect.stringMatching(/^[0-9a-f]{16}$/),
      })),
    );
  });

  it('asks for an emergency rollback with its reason', async () => {
    let body: unknown;
    server.use(
      http.post(
        `${SHOP}/environments/production/emergency-rollbacks`,
        async ({ request: asked }) => {
          body = await asked.json();
          return HttpResponse.json(emergencyRollback());
        },
      ),
    );
    await expect(
      client.openEmergencyRollback(REF, 'production', {
        deployment: 'd-1',
        reason: 'Errors.',
      }),
    ).resolves.toMatchObject({ status: 'applied' });
    expect(body).toEqual({ deployment: 'd-1', reason: 'Errors.' });
  });

  it('aborts a canary, and says in whose words it was refused', async () => {
    let body: unknown;
    server.use(
      http.post(
        `${SHOP}/environments/canary/rollout-actions`,
        async ({ request: asked }) => {
          body = await asked.json();
          return HttpResponse.json(
            {
              error: { name: 'ConflictError', message: 'No canary runs.' },
              request: { method: 'POST', url: '/' },
              response: { statusCode: 409 },
            },
            { status: 409 },
          );
        },
      ),
    );
    await expect(
      client.runRolloutAction(REF, 'canary', { action: 'abort' }),
    ).rejects.toMatchObject({
      name: 'DeliveryRequestError',
      kind: 'refused',
      nothingChanged: true,
      message: 'No canary runs.',
    });
    expect(body).toEqual({ action: 'abort' });
  });
});
