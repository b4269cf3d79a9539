import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { recordedExchange } from '../../__testUtils__/fixtures';
import { toApplicationRecord } from '../readModel/toApplicationRecord';
import { ArgocdClient } from './ArgocdClient';
import { toDomainError } from './argocdErrors';
import { findRefusal } from './findRefusal';

const URL_BASE = 'http://argocd.internal:8080';
const RESOURCE = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  kind: 'Rollout',
  namespace: 'audiobookshelf-canary',
  name: 'audiobookshelf',
};

/** The calls of the way back, each against what a real Argo CD 3.6 answered to it. */
describe('ArgocdClient against the recordings of the way back', () => {
  const server = setupServer();
  registerMswTestHooks(server);
  const client = new ArgocdClient({
    name: 'homelab',
    url: URL_BASE,
    token: 'secret-token',
  });
  const keyOf = (name: string) => ({
    name,
    namespace: 'argocd',
    project: 'team-product',
  });
  /** Answers as recorded, and hands out the body that the call then had. */
  const replay = (name: string) => {
    const { request, response } = recordedExchange(name);
    const sent: { body?: unknown } = {};
    server.use(
      http.post(`${URL_BASE}${request.path}`, async asked => {
        sent.body = await asked.request.json();
        return HttpResponse.json(response.body, { status: response.status });
      }),
    );
    return { asked: request.body ?? {}, sent };
  };
  const refusal = async (call: Promise<unknown>) => {
    const error = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return {
      kind: findRefusal(error),
      name: toDomainError(error, 'homelab', 'rolling back').name,
    };
  };

  it('rolls back to an entry of the history, by its id, and removes nothing', async () => {
    const { asked, sent } = replay('rollback');
    const answer = await client.rollback(keyOf('audiobookshelf-staging'), 0);
    expect(sent.body).toEqual({
      ...asked,
      appNamespace: 'argocd',
      project: 'team-product',
      prune: false,
    });
    expect(toApplicationRecord('homelab', answer)).toMatchObject({
      automated: false,
      operation: { phase: 'Running', kind: 'sync' },
    });
  });

  it('is refused a rollback under auto-sync', async () => {
    replay('rollback-under-auto-sync');
    expect(
      await refusal(client.rollback(keyOf('audiobookshelf-dev'), 0)),
    ).toEqual({ kind: 'auto-sync', name: 'ConflictError' });
  });

  it('is refused a sync to another commit under auto-sync', async () => {
    const { asked, sent } = replay('sync-to-other-revision-under-auto-sync');
    const revision = '52e68a07373c77414c68b7bd5be67c92f1cdf531';
    expect(
      await refusal(client.syncTo(keyOf('audiobookshelf-dev'), { revision })),
    ).toEqual({ kind: 'auto-sync', name: 'ConflictError' });
    expect(sent.body).toMatchObject(asked);
  });

  it('is told that the history has no such entry', async () => {
    replay('rollback-unknown-id');
    expect(
      await refusal(client.rollback(keyOf('audiobookshelf-staging'), 99)),
    ).toEqual({ kind: 'history-entry-gone', name: 'ConflictError' });
  });

  it('takes a closed sync window for no lack of a right, though it is PermissionDenied', async () => {
    replay('sync-blocked-by-window');
    const revision = 'a'.repeat(40);
    expect(
      await refusal(
        client.syncTo(keyOf('cloudbeaver-production'), { revision }),
      ),
    ).toEqual({ kind: 'sync-window', name: 'ConflictError' });
  });

  it.each(['abort', 'retry'])(
    'runs the action %s of a Rollout',
    async action => {
      const { asked, sent } = replay(`rollout-${action}`);
      await expect(
        client.runResourceAction(
          keyOf('audiobookshelf-canary'),
          RESOURCE,
          action,
        ),
      ).resolves.toBeUndefined();
      expect(sent.body).toEqual({
        ...asked,
        appNamespace: 'argocd',
        project: 'team-product',
      });
    },
  );

  it('tells a missing right to an action from an action that there is not', async () => {
    const run = (action: string) =>
      refusal(
        client.runResourceAction(
          keyOf('audiobookshelf-canary'),
          RESOURCE,
          action,
        ),
      );
    replay('rollout-action-forbidden');
    expect(await run('resume')).toEqual({
      kind: 'not-allowed',
      name: 'NotAllowedError',
    });
    replay('rollout-action-unknown');
    // A status of 500 proves nothing about what was done.
    expect(await run('nonsense')).toEqual({
      kind: undefined,
      name: 'ServiceUnavailableError',
    });
  });

  it('says the position of a source, counted from 1, where there are several', async () => {
    let body: unknown;
    server.use(
      http.post(
        `${URL_BASE}/api/v1/applications/shop-production/sync`,
        async ({ request }) => {
          body = await request.json();
          return HttpResponse.json({});
        },
      ),
    );
    const revision = 'b'.repeat(40);
    await client.syncTo(keyOf('shop-production'), { revision, position: 1 });
    expect(body).toEqual({
      appNamespace: 'argocd',
      project: 'team-product',
      prune: false,
      revisions: [revision],
      sourcePositions: [2],
    });
  });

  it.each([
    ['no connection', () => HttpResponse.error()],
    ['a gateway that failed', () => new HttpResponse('Bad', { status: 502 })],
    ['rubbish', () => new HttpResponse('<html>', { status: 200 })],
  ])('proves nothing by %s', async (_what, answer) => {
    server.use(http.post(`${URL_BASE}/*`, answer));
    expect(
      (await refusal(client.rollback(keyOf('shop-production'), 1))).kind,
    ).toBeUndefined();
  });
});
