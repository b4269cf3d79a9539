import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  registerMswTestHooks,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  EventParams,
  EventsService,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { gitOpsHostsServiceRef } from '@stonegarden/backstage-plugin-delivery-node';
import { FakeGitOpsHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import type { Knex } from 'knex';
import { http, passthrough } from 'msw';
import { setupServer } from 'msw/node';
import request from 'supertest';
import { application } from './__testUtils__/application';
import { eventually } from './__testUtils__/eventually';
import { MockArgocd } from './__testUtils__/MockArgocd';
import {
  kustomization,
  kustomizationPath,
  shop,
  SHOP_IMAGE,
  shopFiles,
} from './__testUtils__/shop';
import { deliveryPlugin } from './plugin';

jest.setTimeout(60_000);

const SHOP = '/api/delivery/services/default/shop';
const release = (tag: string) => ({
  summary: { images: [`${SHOP_IMAGE}:${tag}`] },
});

describe('deliveryPlugin', () => {
  const msw = setupServer();
  registerMswTestHooks(msw);
  let stop: (() => Promise<void>) | undefined;

  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function start(
    options: {
      permissions?: 'ALLOW' | 'DENY';
      git?: FakeGitOpsHost;
      knex?: Knex;
    } = {},
  ) {
    const git = options.git ?? new FakeGitOpsHost(shopFiles());
    const knex = options.knex ?? (await databases.init('SQLITE_3'));
    const head = await git.head(
      { host: 'git.example', owner: 'acme', name: 'platform' },
      'main',
    );
    const synced = { sync: { status: 'Synced', revision: head } };
    const argocd = new MockArgocd([
      application('shop', 'dev', { ...release('1.1'), ...synced }),
      application('shop', 'staging', { ...release('1.1'), ...synced }),
      application('shop', 'production', { ...release('1.0'), ...synced }),
    ]);
    msw.use(
      ...argocd.handlers,
      http.all(/^http:\/\/(?:localhost|127\.0\.0\.1):/, () => passthrough()),
    );
    const subscribers: Array<(event: EventParams) => Promise<void>> = [];
    const events: EventsService = {
      publish: async event => {
        await Promise.all(subscribers.map(each => each(event)));
      },
      subscribe: async ({ onEvent }) => {
        subscribers.push(onEvent);
      },
    };
    const signals = { publish: jest.fn(async () => {}) };
    const auditor = mockServices.auditor.mock();
    const audit = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(audit);

    const backend = await startTestBackend({
      features: [
        deliveryPlugin,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example' },
            delivery: {
              argocd: {
                instances: [
                  {
                    name: 'homelab',
                    url: argocd.url,
                    token: argocd.token,
                    dashboardUrl: 'https://argo.example',
                  },
                ],
              },
              promotion: { settleTime: { milliseconds: 200 } },
            },
          },
        }),
        mockServices.database.mock({ getClient: async () => knex }).factory,
        mockServices.permissions.factory({
          result: AuthorizeResult[options.permissions ?? 'ALLOW'],
        }),
        catalogServiceMock.factory({
          entities: [
            shop,
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'User',
              metadata: { name: 'mock' },
              spec: { profile: { displayName: 'Mo', email: 'mo@example.org' } },
            },
          ],
        }),
        createServiceFactory({
          service: gitOpsHostsServiceRef,
          deps: {},
          factory: () => git.hosts,
        }),
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => events,
        }),
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => signals,
        }),
        createServiceFactory({
          service: coreServices.auditor,
          deps: {},
          factory: () => auditor,
        }),
      ],
    });
    stop = () => backend.stop();
    const api = request(backend.server);
    await eventually(async () => {
      const { body } = await api.get('/api/delivery/instances');
      expect(body.items).toMatchObject([{ name: 'homelab', reachable: true }]);
    });
    await eventually(() => expect(argocd.openStreams).toBe(1));

    const promote = (from = 'staging', to = 'production') =>
      api.post(`${SHOP}/promotions`).send({ from, to });
    const webhook = (number: number) =>
      events.publish({
        topic: 'github.pull_request',
        eventPayload: {
          action: 'closed',
          pull_request: { number },
          repository: {
            full_name: 'acme/platform',
            html_url: 'https://git.example/acme/platform',
          },
        },
      });
    const status = async (id: string) => {
      const { body } = await api.get(`/api/delivery/promotions/${id}`);
      return body.status as string;
    };
    return {
      api,
      argocd,
      audit,
      auditor,
      git,
      knex,
      promote,
      signals,
      status,
      webhook,
      synced,
    };
  }

  it('shows environments in promotion order, from memory', async () => {
    const { api, argocd } = await start();
    const calls = argocd.calls.length;
    const { status, body } = await api.get(SHOP);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      entityRef: 'component:default/shop',
      environments: [
        { name: 'dev', health: 'Healthy', stale: false },
        { name: 'staging', sync: 'Synced' },
        {
          name: 'production',
          release: { images: [{ name: SHOP_IMAGE, tag: '1.0' }] },
          application: {
            url: 'https://argo.example/applications/argocd/shop-production',
          },
        },
      ],
      transitions: [
        { from: 'dev', to: 'staging', state: 'same' },
        { from: 'staging', to: 'production', state: 'differs' },
      ],
      instances: [{ name: 'homelab', reachable: true }],
      permissions: {
        promote: ['staging', 'production'],
        sync: ['dev', 'staging', 'production'],
      },
    });
    expect(argocd.calls).toHaveLength(calls);
    expect(JSON.stringify(body)).not.toMatch(/argocd\.internal|secret/);
  });

  it('previews: images, the diff of one line, gates', async () => {
    const { api, git } = await start();
    const { status, body } = await api
      .post(`${SHOP}/promotions/preview`)
      .send({ from: 'staging', to: 'production' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      canOpen: true,
      changes: [{ name: SHOP_IMAGE, from: { tag: '1.0' }, to: { tag: '1.1' } }],
      gates: [
        { id: 'source-healthy', status: 'passed' },
        { id: 'source-synced', status: 'passed' },
        { id: 'images-matched', status: 'passed' },
        { id: 'differs', status: 'passed' },
      ],
    });
    expect(body.files[0].diff).toContain(
      '-    newTag: "1.0"   # <- the promoted value\n+    newTag: "1.1"   # <- the promoted value\n',
    );
    expect(git.pulls).toHaveLength(0);
  });

  it('opens one pull request, however often and by however many it is asked', async () => {
    const { git, promote, audit, auditor } = await start();
    const answers = await Promise.all([promote(), promote(), promote()]);
    const again = await promote();
    expect(answers.map(a => a.status).sort()).toEqual([200, 200, 201]);
    expect(again.status).toBe(200);
    const ids = [...answers, again].map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(1);
    expect(git.pulls).toHaveLength(1);

    const [pull] = git.pulls;
    expect(pull).toMatchObject({
      title: 'Promote shop to production: 1.1',
      base: 'main',
      body: expect.stringContaining(
        'https://portal.example/catalog/default/component/shop',
      ),
    });
    expect(git.message(pull.headCommit)).toContain(
      'Promoted-By: user:default/mock',
    );
    expect(git.parents(pull.headCommit)).toEqual([again.body.baseCommit]);
    expect(again.body).toMatchObject({
      status: 'open',
      requestedBy: 'user:default/mock',
      pullRequest: { number: 1, url: pull.url },
    });
    expect(again.body).not.toHaveProperty('sourceUrl');
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'promotion-open' }),
    );
    expect(audit.success).toHaveBeenCalledTimes(4);
  });

  it('follows a promotion from the merge to success', async () => {
    const { api, argocd, git, promote, status, webhook, signals } =
      await start();
    const { body: opened }: { body: Promotion } = await promote();
    expect((await api.get(SHOP)).body.transitions[1]).toMatchObject({
      state: 'under-way',
      promotion: { status: 'open' },
    });

    const merge = git.merge(1);
    await webhook(1);
    expect(await status(opened.id)).toBe('merged');

    const base = application('shop', 'production');
    const running = (state: object, tag: string) =>
      argocd.set({
        ...base,
        status: { ...base.status, ...release(tag), ...state },
      });
    running({ sync: { status: 'OutOfSync', revision: merge } }, '1.0');
    await eventually(async () => {
      const { body } = await api.get(`/api/delivery/promotions/${opened.id}`);
      expect(body.reason).toContain('waits for a sync');
    });

    running(
      {
        sync: { status: 'OutOfSync', revision: merge },
        operationState: { phase: 'Running', syncResult: { revision: merge } },
      },
      '1.0',
    );
    await eventually(async () =>
      expect(await status(opened.id)).toBe('syncing'),
    );

    const finishedAt = new Date().toISOString();
    const done = {
      sync: { status: 'Synced', revision: merge },
      operationState: {
        phase: 'Succeeded',
        finishedAt,
        syncResult: { revision: merge },
      },
    };
    running({ ...done, health: { status: 'Progressing' } }, '1.1');
    await eventually(async () =>
      expect(await status(opened.id)).toBe('verifying'),
    );
    running(
      {
        ...done,
        health: {
          status: 'Healthy',
          lastTransitionTime: new Date().toISOString(),
        },
      },
      '1.1',
    );
    await eventually(async () =>
      expect(await status(opened.id)).toBe('succeeded'),
    );
    const { body } = await api.get(SHOP);
    expect(body.transitions[1].state).toBe('same');
    expect(signals.publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'delivery:service',
      message: { entityRef: 'component:default/shop' },
    });
  });

  it('goes on after a restart, and without a webhook', async () => {
    const first = await start();
    const { body: opened } = await first.promote();
    await stop?.();
    first.git.merge(1);

    // Meanwhile Argo CD has synced the merge, and the old pods are still there.
    const { api } = await start({ git: first.git, knex: first.knex });
    await eventually(async () => {
      const { body } = await api.get(`/api/delivery/promotions/${opened.id}`);
      expect(body).toMatchObject({
        status: 'verifying',
        mergedAt: expect.any(String),
        reason: expect.stringContaining('does not list'),
      });
    });
  });

  it('fails with the reason when the target becomes Degraded', async () => {
    const { api, argocd, git, promote, status, webhook } = await start();
    const { body: opened } = await promote();
    const merge = git.merge(1);
    await webhook(1);
    const base = application('shop', 'production');
    argocd.set({
      ...base,
      status: {
        ...base.status,
        ...release('1.1'),
        sync: { status: 'Synced', revision: merge },
        operationState: {
          phase: 'Succeeded',
          finishedAt: new Date().toISOString(),
          syncResult: { revision: merge },
        },
        health: { status: 'Degraded', message: 'ImagePullBackOff' },
      },
    });
    await eventually(async () =>
      expect(await status(opened.id)).toBe('failed'),
    );
    const { body } = await api.get(`${SHOP}/promotions`);
    expect(body.items).toMatchObject([
      { status: 'failed', reason: expect.stringContaining('ImagePullBackOff') },
    ]);
  });

  it('is rejected when the pull request is closed, and may be asked for again', async () => {
    const { git, promote, status } = await start();
    const { body: first } = await promote();
    git.pulls[0].state = 'closed';
    const { status: code, body: second } = await promote();
    expect(code).toBe(201);
    expect(second.id).not.toBe(first.id);
    expect(await status(first.id)).toBe('rejected');
  });

  it('takes the place of an older promotion, visibly', async () => {
    const { api, argocd, git, promote, signals, synced } = await start();
    const { body: first } = await promote();
    git.push('main', [
      { path: kustomizationPath('staging'), content: kustomization('1.2') },
    ]);
    argocd.set(
      application('shop', 'staging', { ...release('1.2'), ...synced }),
    );
    await eventually(async () => {
      const { body } = await api
        .post(`${SHOP}/promotions/preview`)
        .send({ from: 'staging', to: 'production' });
      expect(body.canOpen).toBe(true);
    });
    signals.publish.mockClear();
    const { body: second } = await promote();
    expect(second.pullRequest.number).toBe(2);
    await eventually(() => expect(signals.publish).toHaveBeenCalled());
    expect(git.pulls[0]).toMatchObject({
      state: 'closed',
      comments: [expect.stringContaining('Superseded by #2 (1.2)')],
    });
    const { body } = await api.get(`/api/delivery/promotions/${first.id}`);
    expect(body).toMatchObject({
      status: 'superseded',
      reason: expect.stringContaining('#2'),
    });
  });

  it('blocks while the source is not well, and says why', async () => {
    const { api, argocd, git, promote, audit, synced } = await start();
    argocd.set(
      application('shop', 'staging', {
        ...release('1.1'),
        ...synced,
        health: { status: 'Degraded', message: 'CrashLoopBackOff' },
      }),
    );
    await eventually(async () => {
      const { body } = await api.get(SHOP);
      expect(body.environments[1].health).toBe('Degraded');
    });
    const { status, body } = await promote();
    expect(status).toBe(409);
    expect(body.error.message).toContain('CrashLoopBackOff');
    expect(git.pulls).toHaveLength(0);
    expect(audit.fail).toHaveBeenCalledTimes(1);
  });

  it('keeps the last facts while Argo CD is down, and promotes nothing on them', async () => {
    const { api, argocd, promote } = await start();
    argocd.down = true;
    argocd.breakStreams();
    await eventually(async () => {
      const { body } = await api.get(SHOP);
      expect(body.environments[1]).toMatchObject({
        health: 'Healthy',
        stale: true,
      });
      expect(body.transitions[1].state).toBe('unknown');
    });
    const { status, body } = await promote();
    expect(status).toBe(409);
    expect(body.error.message).toMatch(
      /^Argo CD homelab has not answered since .* \(no connection can be made\)\.$/,
    );
    const { body: summaries } = await api
      .post('/api/delivery/summaries')
      .send({ entityRefs: ['component:default/shop'] });
    expect(summaries.items[0].health).toBe('Unknown');
  });

  it('says so when the Git host is down, and leaves no trace', async () => {
    const { api, git, promote } = await start();
    git.down = true;
    const { status, body } = await promote();
    expect(status).toBe(503);
    expect(body.error.message).toContain('does not answer');
    expect((await api.get(`${SHOP}/promotions`)).body.items).toEqual([]);
    expect((await api.get(SHOP)).status).toBe(200);
  });

  it('syncs once, never by force, and returns the operation that runs', async () => {
    const { api, argocd, audit } = await start();
    const sync = () => api.post(`${SHOP}/environments/production/sync`).send();
    const first = await sync();
    expect(first.status).toBe(202);
    expect(first.body).toEqual({ operation: { phase: 'Running' } });
    const second = await sync();
    expect(second.body.operation.phase).toBe('Running');
    expect(argocd.syncBodies).toEqual([
      { appNamespace: 'argocd', project: 'team-product', prune: false },
    ]);
    expect(audit.success).toHaveBeenCalledTimes(2);
    await eventually(async () => {
      const { body } = await api.get(SHOP);
      expect(body.environments[2].operation.phase).toBe('Running');
    });
  });

  it('explains a closed sync window', async () => {
    const { api, argocd, audit } = await start();
    argocd.refuseSync = {
      status: 403,
      code: 7,
      message: 'cannot sync: blocked by sync window',
    };
    const { status, body } = await api
      .post(`${SHOP}/environments/production/sync`)
      .send();
    expect(status).toBe(409);
    expect(body.error.message).toContain('sync window');
    expect(audit.fail).toHaveBeenCalledTimes(1);
  });

  it('summarises what is visible, in the order asked for', async () => {
    const { api } = await start();
    const { body } = await api.post('/api/delivery/summaries').send({
      entityRefs: ['component:default/nobody', 'component:default/shop'],
    });
    expect(body.items).toMatchObject([
      null,
      { entityRef: 'component:default/shop', health: 'Healthy' },
    ]);
  });

  it('shows and does nothing without permission', async () => {
    const { api, git, argocd, promote } = await start({
      permissions: 'DENY',
    });
    const answers = await Promise.all([
      api.get(SHOP),
      promote(),
      api.post(`${SHOP}/environments/production/sync`).send(),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(answers[1].body.error.message).toContain(
      'delivery.promotion.create',
    );
    expect(git.pulls).toEqual([]);
    expect(argocd.syncBodies).toEqual([]);
    const { body } = await api
      .post('/api/delivery/summaries')
      .send({ entityRefs: ['component:default/shop'] });
    expect(body.items).toEqual([null]);
  });

  it('wants somebody signed in, and valid requests', async () => {
    const { api, promote } = await start();
    const anonymous = await api
      .get(SHOP)
      .set('Authorization', mockCredentials.none.header());
    expect(anonymous.status).toBe(401);

    const bad = await Promise.all([
      promote('staging', '../../etc'),
      api.post(`${SHOP}/promotions`).send({ from: 'dev' }),
      api.post('/api/delivery/summaries').send({ entityRefs: 'all' }),
      api.get('/api/delivery/promotions/1'),
      api.get('/api/delivery/services/default/..%2Fclusters'),
      api.post(`${SHOP}/environments/..%2Fx/sync`).send(),
    ]);
    expect(bad.map(({ status }) => status)).toEqual(Array(6).fill(400));
    expect(bad[0].body.error.message).toContain('to: must be an environment');

    const missing = await Promise.all([
      api.get('/api/delivery/services/default/nobody'),
      api.get('/api/delivery/promotions/00000000-0000-4000-8000-000000000000'),
      api.post(`${SHOP}/environments/moon/sync`).send(),
    ]);
    expect(missing.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});
