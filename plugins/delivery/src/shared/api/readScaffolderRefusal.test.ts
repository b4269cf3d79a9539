import { mockApis } from '@backstage/frontend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { ConfigReader } from '@backstage/config';
import { ScaffolderClient } from '@backstage/plugin-scaffolder-common';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { readScaffolderRefusal } from './readScaffolderRefusal';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

/** What the scaffolder's own client throws for an answer. */
async function thrownFor(answer: () => Response): Promise<unknown> {
  server.use(http.post('http://portal.test/api/scaffolder/v2/tasks', answer));
  const client = new ScaffolderClient({
    discoveryApi: mockApis.discovery({ baseUrl: 'http://portal.test' }),
    fetchApi: { fetch },
    scmIntegrationsApi: ScmIntegrations.fromConfig(new ConfigReader({})),
  });
  return client
    .scaffold({ templateRef: 'template:default/x', values: {} })
    .then(
      () => undefined,
      error => error,
    );
}

const refusal = (statusCode: number, name: string, message: string) =>
  HttpResponse.json(
    {
      error: { name, message },
      request: { method: 'POST', url: '/v2/tasks' },
      response: { statusCode },
    },
    { status: statusCode },
  );

describe('readScaffolderRefusal', () => {
  it.each<[string, () => Response, { status: number; message: string }]>([
    [
      'a template that is not registered',
      () =>
        refusal(404, 'NotFoundError', 'Template template:default/x not found'),
      { status: 404, message: 'Template template:default/x not found' },
    ],
    [
      'a missing right, which has no words',
      () => refusal(403, 'NotAllowedError', ''),
      { status: 403, message: '' },
    ],
    [
      'values that do not fit the template',
      () =>
        HttpResponse.json(
          { errors: [{ stack: 'instance.to does not match pattern' }] },
          { status: 400 },
        ),
      { status: 400, message: 'instance.to does not match pattern' },
    ],
    [
      'a page of a proxy',
      () => new HttpResponse('<h1>Bad gateway</h1>', { status: 502 }),
      { status: 502, message: '' },
    ],
  ])(
    'reads %s from what the client throws',
    async (_name, answer, expected) => {
      expect(readScaffolderRefusal(await thrownFor(answer))).toEqual(expected);
    },
  );

  it('takes a lost connection for no answer', async () => {
    expect(
      readScaffolderRefusal(await thrownFor(() => HttpResponse.error())),
    ).toBeUndefined();
  });
});
