import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { JsonArray, JsonObject } from '@backstage/types';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type { Test } from 'supertest';
import { findRoutes } from '../__testUtils__/findRoutes';
import { DORA, NO_DORA, SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const TRAIN = { to: 'production', entityRefs: ['component:default/shop'] };
const STEP = { from: 'staging', to: 'production' };
const SHOP_REF = 'component:default/shop';
const SERVICE = '/services/:namespace/:name';
const OWNER = 'group:default/product';
const KEY = 'delivery.access.automation';

/** Reads what belongs to a service in the catalog and here, and opens promotions: what docs/guides/ci.md says. */
const PROMOTES = [
  {
    plugin: 'delivery',
    permission: [
      'catalog.entity.read',
      'delivery.environment.read',
      'delivery.promotion.create',
    ],
  },
];

const BACK = {
  environment: 'production',
  deployment: '00000000-0000-4000-8000-000000000000',
  scope: 'versions',
};

const token = (subject: string) => `secret-of-${subject.replace(/\W/g, '-')}`;
const external = (
  subject: string,
  accessRestrictions?: JsonArray,
): JsonObject => ({
  type: 'static',
  options: { subject, token: token(subject) },
  ...(accessRestrictions ? { accessRestrictions } : {}),
});

const TOKENS = {
  externalAccess: [
    external('external:ci', PROMOTES),
    external('external:others', PROMOTES),
    external('external:unlisted', PROMOTES),
    external('external:root'),
    external('cd', PROMOTES),
    external('external:reader', [
      {
        plugin: 'delivery',
        permission: ['catalog.entity.read', 'delivery.environment.read'],
      },
    ]),
    external('external:anything'),
    external('external:catalog', [{ plugin: 'catalog' }]),
  ],
  automation: [
    { subject: 'external:ci', owners: [OWNER] },
    { subject: 'external:others', owners: ['group:default/platform'] },
    { subject: 'cd', owners: [OWNER], environments: ['staging'] },
    { subject: 'external:reader', owners: [OWNER] },
    { subject: 'external:anything', owners: [OWNER] },
    { subject: 'external:catalog', owners: [OWNER] },
  ],
};

describe('tokens from outside', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));
  type Api = Awaited<ReturnType<typeof start>>['api'];

  /** Every route, and what a token for the services of their owner is answered by it. */
  const routes: Record<
    string,
    {
      ask(api: Api, promotion: string, deployment: string, train: string): Test;
      ci: number;
      other?: object;
    }
  > = {
    [`GET ${SERVICE}`]: { ask: api => api.get(SHOP), ci: 200 },
    [`POST ${SERVICE}/promotions/preview`]: {
      ask: api => api.post(`${SHOP}/promotions/preview`).send(STEP),
      ci: 200,
    },
    [`GET ${SERVICE}/sla`]: {
      ask: api => api.get(`${SHOP}/sla`),
      ci: 200,
    },
    [`POST ${SERVICE}/promotions`]: {
      ask: api => api.post(`${SHOP}/promotions`).send(STEP),
      // It is open already.
      ci: 200,
    },
    [`GET ${SERVICE}/promotions`]: {
      ask: api => api.get(`${SHOP}/promotions`),
      ci: 200,
    },
    'GET /promotions': {
      ask: api => api.get('/api/delivery/promotions'),
      ci: 200,
      other: { items: [], total: 0 },
    },
    'GET /promotions/:id': {
      ask: (api, id) => api.get(`/api/delivery/promotions/${id}`),
      ci: 200,
    },
    'GET /promotions/:id/files': {
      ask: (api, id) => api.get(`/api/delivery/promotions/${id}/files`),
      ci: 200,
    },
    'POST /promotions/:id/approvals': {
      ask: (api, id) =>
        api
          .post(`/api/delivery/promotions/${id}/approvals`)
          .send({ commit: '0123456789abcdef0123456789abcdef01234567' }),
      ci: 403,
    },
    'POST /promotions/:id/overrides': {
      ask: (api, id) =>
        api.post(`/api/delivery/promotions/${id}/overrides`).send({
          commit: '0123456789abcdef0123456789abcdef01234567',
          gates: ['freeze'],
          reason: 'Outage',
        }),
      ci: 403,
    },
    'POST /promotions/:id/renew': {
      ask: (api, id) => api.post(`/api/delivery/promotions/${id}/renew`),
      ci: 201,
    },
    [`POST ${SERVICE}/environments/:environment/sync`]: {
      ask: api => api.post(`${SHOP}/environments/dev/sync`).send(),
      ci: 403,
    },
    [`GET ${SERVICE}/environments/:environment/rollback-candidates`]: {
      ask: api =>
        api.get(`${SHOP}/environments/production/rollback-candidates`),
      ci: 200,
    },
    [`POST ${SERVICE}/rollbacks/preview`]: {
      ask: api => api.post(`${SHOP}/rollbacks/preview`).send(BACK),
      // There is no such deployment.
      ci: 404,
    },
    [`POST ${SERVICE}/rollbacks`]: {
      ask: api => api.post(`${SHOP}/rollbacks`).send(BACK),
      ci: 403,
    },
    [`POST ${SERVICE}/environments/:environment/emergency-rollbacks`]: {
      ask: api =>
        api.post(`${SHOP}/environments/dev/emergency-rollbacks`).send({
          deployment: BACK.deployment,
          reason: 'Nobody can pay',
        }),
      ci: 403,
    },
    [`POST ${SERVICE}/environments/:environment/rollout-actions`]: {
      ask: api =>
        api
          .post(`${SHOP}/environments/dev/rollout-actions`)
          .send({ action: 'abort' }),
      ci: 403,
    },
    [`GET ${SERVICE}/environments/:environment/release`]: {
      ask: api => api.get(`${SHOP}/environments/production/release`),
      ci: 200,
    },
    [`GET ${SERVICE}/environments/:environment/resources`]: {
      ask: api => api.get(`${SHOP}/environments/production/resources`),
      ci: 200,
    },
    [`GET ${SERVICE}/environments/:environment/diff`]: {
      ask: api => api.get(`${SHOP}/environments/production/diff`),
      ci: 200,
    },
    [`GET ${SERVICE}/environments/:environment/events`]: {
      ask: api => api.get(`${SHOP}/environments/production/events`),
      ci: 200,
    },
    [`GET ${SERVICE}/environments/:environment/windows`]: {
      ask: api => api.get(`${SHOP}/environments/production/windows`),
      ci: 200,
    },
    [`GET ${SERVICE}/environments/:environment/log`]: {
      ask: api => api.get(`${SHOP}/environments/production/log?pod=none`),
      ci: 403,
    },
    [`GET ${SERVICE}/environments/:environment/sync-preview`]: {
      ask: api => api.get(`${SHOP}/environments/production/sync-preview`),
      ci: 403,
    },
    [`POST ${SERVICE}/environments/:environment/refresh`]: {
      ask: api =>
        api
          .post(`${SHOP}/environments/production/refresh`)
          .send({ type: 'normal' }),
      ci: 200,
    },
    [`DELETE ${SERVICE}/environments/:environment/operation`]: {
      ask: api => api.delete(`${SHOP}/environments/production/operation`),
      ci: 403,
    },
    'POST /summaries': {
      ask: api =>
        api.post('/api/delivery/summaries').send({ entityRefs: [SHOP_REF] }),
      ci: 200,
      other: { items: [null] },
    },
    'GET /deployments': {
      ask: api => api.get('/api/delivery/deployments'),
      ci: 200,
      other: { items: [] },
    },
    'GET /deployments/export': {
      ask: api => api.get('/api/delivery/deployments/export?format=json'),
      ci: 200,
      other: [],
    },
    'GET /deployments/:id': {
      ask: (api, _, deployment) =>
        api.get(`/api/delivery/deployments/${deployment}`),
      ci: 200,
    },
    'GET /deployments/:id/files': {
      ask: (api, _, deployment) =>
        api.get(`/api/delivery/deployments/${deployment}/files`),
      ci: 200,
    },
    'GET /dora': {
      ask: api => api.get(DORA),
      ci: 200,
      other: NO_DORA,
    },
    'GET /fleet': {
      ask: api => api.get('/api/delivery/fleet'),
      ci: 200,
      other: { items: [], productionEnvironments: ['production'] },
    },
    'GET /orphaned-services': {
      ask: api => api.get('/api/delivery/orphaned-services'),
      ci: 200,
      other: { items: [] },
    },
    'POST /trains/preview': {
      ask: api => api.post('/api/delivery/trains/preview').send(TRAIN),
      ci: 200,
      other: {
        to: 'production',
        pullRequests: 'each',
        members: [
          {
            entityRef: 'component:default/shop',
            canOpen: false,
            reason: createReason('PermissionMissing', {
              permission: 'delivery.environment.read',
              environment: 'production',
            }),
          },
        ],
      },
    },
    'POST /trains': {
      ask: api => api.post('/api/delivery/trains').send(TRAIN),
      // It is under way.
      ci: 200,
    },
    'GET /trains/:id': {
      ask: (api, _promotion, _deployment, train) =>
        api.get(`/api/delivery/trains/${train}`),
      ci: 200,
    },
    'POST /trains/:id/retry': {
      ask: (api, _promotion, _deployment, train) =>
        api.post(`/api/delivery/trains/${train}/retry`),
      ci: 200,
    },
    'GET /line': {
      ask: api => api.get('/api/delivery/line'),
      ci: 200,
      other: { mayStop: false },
    },
    'POST /line/stop': {
      ask: api =>
        api.post('/api/delivery/line/stop').send({ reason: 'Payments fail' }),
      ci: 403,
    },
    'POST /line/resume': {
      ask: api => api.post('/api/delivery/line/resume'),
      ci: 403,
    },
    'GET /instances': {
      ask: api => api.get('/api/delivery/instances'),
      ci: 403,
    },
  };

  const as = (subject: string, test: Test) =>
    test.set('Authorization', `Bearer ${token(subject)}`);

  async function startWithPromotion() {
    const started = await start({ tokens: TOKENS });
    const opened = await as('external:ci', started.promote());
    expect(opened.status).toBe(201);
    const deployment = await started.deployment();
    const askAll = async (subject: string) => {
      const train = await as(
        'external:ci',
        started.api.post('/api/delivery/trains').send(TRAIN),
      );
      const answers = [];
      for (const [route, { ask }] of Object.entries(routes)) {
        answers.push({
          route,
          answer: await as(
            subject,
            ask(started.api, opened.body.id, deployment, train.body.id),
          ),
        });
      }
      return answers;
    };
    return { ...started, askAll, promotion: opened.body };
  }

  it('are tested for every route that there is', () => {
    expect(Object.keys(routes).sort()).toEqual(findRoutes());
  });

  it('preview and open promotions of the services of their owners, and nothing else', async () => {
    const { argocd, askAll } = await startWithPromotion();
    for (const { route, answer } of await askAll('external:ci')) {
      expect([route, answer.status]).toEqual([route, routes[route].ci]);
    }
    expect(argocd.syncBodies).toEqual([]);
  });

  it('do nothing to the services of others', async () => {
    const { argocd, askAll, git } = await startWithPromotion();
    const pulls = git.pulls.length;
    for (const { route, answer } of await askAll('external:others')) {
      const { other } = routes[route];
      expect([route, answer.status, other && answer.body]).toEqual([
        route,
        other ? 200 : 403,
        other,
      ]);
      expect([route, answer.text]).not.toEqual([
        route,
        expect.stringContaining('ghcr.io'),
      ]);
    }
    expect(git.pulls).toHaveLength(pulls);
    expect(argocd.syncBodies).toEqual([]);
  });

  it.each(['external:unlisted', 'external:root'])(
    'do nothing without an entry, and %s is told which key has none',
    async subject => {
      const { askAll } = await startWithPromotion();
      for (const { route, answer } of await askAll(subject)) {
        expect([route, answer.status, answer.body.error?.message]).toEqual([
          route,
          403,
          `The token of ${subject} may do nothing in service delivery: ${KEY} in app-config has no entry for it`,
        ]);
      }
    },
  );

  it('do nothing here without access to this plugin, whatever their entry says', async () => {
    const { askAll } = await startWithPromotion();
    for (const { route, answer } of await askAll('external:catalog')) {
      expect([route, answer.status]).toEqual([route, 403]);
    }
  });

  it('are not known when they are not configured', async () => {
    const { askAll } = await startWithPromotion();
    for (const { route, answer } of await askAll('external:mallory')) {
      expect([route, answer.status]).toEqual([route, 401]);
    }
  });

  it('do not what their accessRestrictions leave out, and are told where both stand', async () => {
    const { api, git, promote } = await start({ tokens: TOKENS });
    const preview = api.post(`${SHOP}/promotions/preview`).send(STEP);
    expect((await as('external:reader', preview)).status).toBe(200);
    const { body, status } = await as('external:reader', promote());
    expect(status).toBe(403);
    expect(body.error.message).toBe(
      'The permission delivery.promotion.create is needed for component:default/shop, environment production. The token of external:reader has what both its accessRestrictions in backend.auth.externalAccess and its entry in delivery.access.automation allow.',
    );
    expect(git.pulls).toEqual([]);
  });

  it('act in the environments of their entry only', async () => {
    const { git, promote } = await start({ tokens: TOKENS });
    expect((await as('cd', promote('staging', 'production'))).status).toBe(403);
    expect(git.pulls).toEqual([]);
    // The gate says that both run the same, which is only said to whoever may promote.
    expect((await as('cd', promote('dev', 'staging'))).status).toBe(409);
  });

  it('act as an owner does at most, however little they are restricted', async () => {
    const { api, argocd, promote } = await start({ tokens: TOKENS });
    const sync = (environment: string) =>
      as(
        'external:anything',
        api.post(`${SHOP}/environments/${environment}/sync`).send(),
      );
    expect((await sync('production')).status).toBe(403);
    expect(argocd.syncBodies).toEqual([]);
    expect((await sync('dev')).status).toBe(202);
    const { body } = await as('external:anything', promote());
    expect(body.approvalState).toBe('awaited');
    const { status } = await as(
      'external:anything',
      api
        .post(`/api/delivery/promotions/${body.id}/approvals`)
        .send({ commit: body.headCommit }),
    );
    expect(status).toBe(403);
  });

  it('are recorded and audited as what they are', async () => {
    const { audit, auditor, git, promotion, promote } =
      await startWithPromotion();
    expect(promotion.requestedBy).toBe('external:ci');
    expect(git.message(git.pulls[0].headCommit)).toContain(
      'Requested-By: external:ci',
    );
    const [event] = auditor.createEvent.mock.calls.map(([each]) => each);
    expect(event).toMatchObject({
      eventId: 'promotion-open',
      meta: { entityRef: SHOP_REF, ...STEP },
    });
    // Backstage's auditor reads the subject from the request.
    expect(event.request?.headers.authorization).toBe(
      `Bearer ${token('external:ci')}`,
    );
    expect(audit.success).toHaveBeenCalledTimes(1);
    await as('external:unlisted', promote());
    expect(audit.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({
        name: 'NotAllowedError',
        message: expect.stringContaining(KEY),
      }),
    });
  });

  it('are not taken for a user or a plugin by their subject', async () => {
    const subjects = ['cd', 'user:default/olga', 'plugin:scaffolder'];
    for (const subject of subjects) {
      const { promote, stop } = await start({
        tokens: {
          externalAccess: [external(subject, PROMOTES)],
          automation: [{ subject, owners: [OWNER] }],
        },
      });
      const { body } = await as(subject, promote());
      expect(body.requestedBy).toBe(`external:${subject}`);
      await stop();
    }
  });

  it('are not other plugins, which act as before', async () => {
    let signIn = async () => '';
    const { promote } = await start({
      tokens: { externalAccess: [], automation: [] },
      features: [
        createBackendModule({
          // Of this plugin, as plugins of one database cannot make their keys at the same time.
          pluginId: 'delivery',
          moduleId: 'test',
          register(env) {
            env.registerInit({
              deps: { auth: coreServices.auth },
              async init({ auth }) {
                signIn = async () => {
                  const { token: issued } = await auth.getPluginRequestToken({
                    onBehalfOf: await auth.getOwnServiceCredentials(),
                    targetPluginId: 'delivery',
                  });
                  return issued;
                };
              },
            });
          },
        }),
      ],
    });
    const { body, status } = await promote().set(
      'Authorization',
      `Bearer ${await signIn()}`,
    );
    expect([status, body.requestedBy]).toEqual([201, 'plugin:delivery']);
  });
});
