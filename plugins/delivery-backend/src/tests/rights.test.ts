import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  createReason,
  deliveryEnvironmentReadPermission,
  deliveryPermissions,
  deliveryPromotionApprovePermission,
  deliveryPromotionCreatePermission,
  deliveryPromotionOverridePermission,
  deliveryRollbackBypassPermission,
  deliveryRollbackCreatePermission,
  deliveryRolloutBypassPermission,
  deliveryRolloutUpdatePermission,
  type Promotion,
  deliveryServiceProposePermission,
  deliverySyncCreatePermission,
  stringifyEnvironmentRef,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  createDeliveryConditionalDecision,
  deliveryConditions,
  deliveryTeamConditions,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { Test } from 'supertest';
import { eventually } from '@stonegarden/test-utils';
import { application } from '../__testUtils__/application';
import { findRoutes } from '../__testUtils__/findRoutes';
import { DORA, NO_DORA, SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const READ = 'delivery.environment.read';
const PROMOTE = 'delivery.promotion.create';
const APPROVE = 'delivery.promotion.approve';
const OVERRIDE = 'delivery.promotion.override';
const ROLL_BACK = 'delivery.rollback.create';
const BYPASS = 'delivery.rollback.bypass';
const ROLLOUT = 'delivery.rollout.update';
const SKIP = 'delivery.rollout.bypass';
const SYNC = 'delivery.sync.create';
const LOGS = 'delivery.log.read';
const STOP = 'delivery.line.stop';
const SHOP_REF = 'component:default/shop';
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const APPROVER = 'user:default/rita';
const BACK = {
  environment: 'production',
  deployment: UNKNOWN_ID,
  scope: 'versions',
};
const TRAIN = { to: 'production', entityRefs: [SHOP_REF] };
const STEP = { from: 'staging', to: 'production' };

describe('rights', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));
  type Started = Awaited<ReturnType<typeof start>>;

  afterEach(() => jest.restoreAllMocks());

  type Asked = Pick<Promotion, 'id' | 'headCommit'> & {
    /** Id of what production runs. */
    deployment: string;
    /** Id of a train that it goes with. */
    train: string;
  };

  interface Route {
    /** As the router has it. */
    route: string;
    /** Undefined: whoever is signed in may ask. */
    permission: string | undefined;
    /** Another one that it needs. */
    also?: string;
    /** `promotion`: one that is there. */
    ask(api: Started['api'], promotion: Asked): Test;
    /** Status of success. */
    status: number;
    /** What is answered without the permission, where that is not 403. */
    withheld?: object;
  }

  const service = '/services/:namespace/:name';
  const routes: Route[] = [
    {
      route: `GET ${service}`,
      permission: READ,
      ask: api => api.get(SHOP),
      status: 200,
    },
    {
      route: `POST ${service}/promotions/preview`,
      permission: READ,
      ask: api => api.post(`${SHOP}/promotions/preview`).send(STEP),
      status: 200,
    },
    {
      route: `GET ${service}/promotions`,
      permission: READ,
      ask: api => api.get(`${SHOP}/promotions`),
      status: 200,
    },
    {
      route: 'GET /promotions/:id',
      permission: READ,
      ask: (api, { id }) => api.get(`/api/delivery/promotions/${id}`),
      status: 200,
    },
    {
      route: 'GET /promotions/:id/files',
      permission: READ,
      ask: (api, { id }) => api.get(`/api/delivery/promotions/${id}/files`),
      status: 200,
    },
    {
      route: 'POST /promotions/:id/approvals',
      permission: APPROVE,
      ask: (api, { id, headCommit }) =>
        api
          .post(`/api/delivery/promotions/${id}/approvals`)
          // Nobody approves their own.
          .set('Authorization', mockCredentials.user.header(APPROVER))
          .send({ commit: headCommit }),
      status: 201,
    },
    {
      route: 'POST /promotions/:id/overrides',
      permission: OVERRIDE,
      ask: (api, { id, headCommit }) =>
        api.post(`/api/delivery/promotions/${id}/overrides`).send({
          commit: headCommit,
          gates: ['freeze'],
          reason: 'Outage',
        }),
      status: 201,
    },
    {
      route: 'POST /promotions/:id/renew',
      permission: PROMOTE,
      ask: (api, { id }) => api.post(`/api/delivery/promotions/${id}/renew`),
      status: 201,
    },
    {
      route: `GET ${service}/sla`,
      permission: READ,
      ask: api => api.get(`${SHOP}/sla`),
      status: 200,
    },
    {
      route: `POST ${service}/promotions`,
      permission: PROMOTE,
      ask: api =>
        api.post(`${SHOP}/promotions`).send({ from: 'dev', to: 'staging' }),
      // The gate says that both run the same, which is only said to whoever may promote.
      status: 409,
    },
    {
      route: `POST ${service}/environments/:environment/sync`,
      permission: SYNC,
      ask: api => api.post(`${SHOP}/environments/production/sync`).send(),
      status: 202,
    },
    {
      route: `GET ${service}/environments/:environment/rollback-candidates`,
      permission: READ,
      ask: api =>
        api.get(`${SHOP}/environments/production/rollback-candidates`),
      status: 200,
    },
    {
      route: `POST ${service}/rollbacks/preview`,
      permission: READ,
      ask: api => api.post(`${SHOP}/rollbacks/preview`).send(BACK),
      // There is no such deployment, which is only said to whoever may see the environment.
      status: 404,
    },
    {
      route: `POST ${service}/rollbacks`,
      permission: ROLL_BACK,
      ask: api => api.post(`${SHOP}/rollbacks`).send(BACK),
      status: 404,
    },
    {
      route: `POST ${service}/environments/:environment/emergency-rollbacks`,
      permission: BYPASS,
      ask: api =>
        api
          .post(`${SHOP}/environments/production/emergency-rollbacks`)
          .send({ deployment: UNKNOWN_ID, reason: 'Nobody can pay' }),
      // There is no such deployment, which is only said to whoever may.
      status: 404,
    },
    {
      route: `POST ${service}/environments/:environment/rollout-actions`,
      permission: ROLLOUT,
      ask: api =>
        api
          .post(`${SHOP}/environments/production/rollout-actions`)
          .send({ action: 'abort' }),
      // There is no canary, which is only said to whoever may.
      status: 409,
    },
    ...(['skip-current-step', 'promote-full'] as const).map(action => ({
      route: `POST ${service}/environments/:environment/rollout-actions`,
      permission: SKIP,
      ask: (api: Started['api']) =>
        api
          .post(`${SHOP}/environments/production/rollout-actions`)
          .send({ action, step: 1, podHash: '6d6fd7d89d' }),
      status: 409,
    })),
    {
      route: `GET ${service}/environments/:environment/release`,
      permission: READ,
      ask: api => api.get(`${SHOP}/environments/production/release`),
      status: 200,
    },
    {
      route: `GET ${service}/environments/:environment/resources`,
      permission: READ,
      ask: api => api.get(`${SHOP}/environments/production/resources`),
      status: 200,
    },
    {
      route: `GET ${service}/environments/:environment/diff`,
      permission: READ,
      ask: api => api.get(`${SHOP}/environments/production/diff`),
      status: 200,
    },
    {
      route: `GET ${service}/environments/:environment/events`,
      permission: READ,
      ask: api => api.get(`${SHOP}/environments/production/events`),
      status: 200,
    },
    {
      route: `GET ${service}/environments/:environment/windows`,
      permission: READ,
      ask: api => api.get(`${SHOP}/environments/production/windows`),
      status: 200,
    },
    {
      route: `GET ${service}/environments/:environment/log`,
      permission: LOGS,
      also: READ,
      ask: api => api.get(`${SHOP}/environments/production/log?pod=none`),
      // There is no such pod, which is only said to whoever may read logs.
      status: 404,
    },
    {
      route: `GET ${service}/environments/:environment/sync-preview`,
      permission: SYNC,
      also: READ,
      ask: api => api.get(`${SHOP}/environments/production/sync-preview`),
      status: 200,
    },
    {
      route: `POST ${service}/environments/:environment/refresh`,
      permission: READ,
      ask: api =>
        api
          .post(`${SHOP}/environments/production/refresh`)
          .send({ type: 'normal' }),
      status: 200,
    },
    {
      route: `DELETE ${service}/environments/:environment/operation`,
      permission: SYNC,
      ask: api => api.delete(`${SHOP}/environments/production/operation`),
      status: 200,
    },
    {
      route: 'POST /summaries',
      permission: READ,
      ask: api =>
        api.post('/api/delivery/summaries').send({ entityRefs: [SHOP_REF] }),
      status: 200,
      withheld: { items: [null] },
    },
    {
      route: 'GET /promotions',
      permission: READ,
      ask: api => api.get('/api/delivery/promotions'),
      status: 200,
      withheld: { items: [], total: 0 },
    },
    {
      route: 'POST /trains/preview',
      permission: READ,
      ask: api => api.post('/api/delivery/trains/preview').send(TRAIN),
      status: 200,
      withheld: {
        to: 'production',
        pullRequests: 'each',
        members: [
          {
            entityRef: SHOP_REF,
            canOpen: false,
            reason: createReason('PermissionMissing', {
              permission: READ,
              environment: 'production',
            }),
          },
        ],
      },
    },
    {
      route: 'POST /trains',
      permission: PROMOTE,
      also: READ,
      ask: api => api.post('/api/delivery/trains').send(TRAIN),
      // It is under way.
      status: 200,
    },
    {
      route: 'GET /trains/:id',
      permission: READ,
      ask: (api, { train }) => api.get(`/api/delivery/trains/${train}`),
      status: 200,
    },
    {
      route: 'POST /trains/:id/retry',
      permission: PROMOTE,
      also: READ,
      ask: (api, { train }) => api.post(`/api/delivery/trains/${train}/retry`),
      status: 200,
    },
    {
      route: 'GET /deployments',
      permission: READ,
      ask: api => api.get('/api/delivery/deployments'),
      status: 200,
      withheld: { items: [] },
    },
    {
      route: 'GET /deployments/export',
      permission: READ,
      ask: api => api.get('/api/delivery/deployments/export?format=json'),
      status: 200,
      withheld: [],
    },
    {
      route: 'GET /deployments/:id',
      permission: READ,
      ask: (api, { deployment }) =>
        api.get(`/api/delivery/deployments/${deployment}`),
      status: 200,
    },
    {
      route: 'GET /deployments/:id/files',
      permission: READ,
      ask: (api, { deployment }) =>
        api.get(`/api/delivery/deployments/${deployment}/files`),
      status: 200,
    },
    {
      route: 'GET /dora',
      permission: READ,
      ask: api => api.get(DORA),
      status: 200,
      withheld: NO_DORA,
    },
    {
      route: 'GET /fleet',
      permission: READ,
      ask: api => api.get('/api/delivery/fleet'),
      status: 200,
      withheld: {
        items: [],
        instances: [{ name: 'homelab', reachable: true }],
        productionEnvironments: ['production'],
      },
    },
    {
      route: 'GET /orphaned-services',
      permission: READ,
      ask: api => api.get('/api/delivery/orphaned-services'),
      status: 200,
      withheld: { items: [] },
    },
    {
      route: 'GET /line',
      permission: undefined,
      ask: api => api.get('/api/delivery/line'),
      status: 200,
    },
    {
      route: 'POST /line/stop',
      permission: STOP,
      ask: api =>
        api.post('/api/delivery/line/stop').send({ reason: 'Payments fail' }),
      status: 200,
    },
    {
      route: 'POST /line/resume',
      permission: STOP,
      ask: api => api.post('/api/delivery/line/resume'),
      status: 200,
    },
    {
      route: 'GET /instances',
      permission: undefined,
      ask: api => api.get('/api/delivery/instances'),
      status: 200,
    },
  ];

  it('are tested for every route that there is', () => {
    expect([...new Set(routes.map(({ route }) => route))].sort()).toEqual(
      findRoutes(),
    );
  });

  it('no route answers whoever is not signed in', async () => {
    const { api, argocd, git } = await start();
    for (const { route, ask } of routes) {
      const { status } = await ask(api, {
        id: UNKNOWN_ID,
        headCommit: 'a'.repeat(40),
        deployment: UNKNOWN_ID,
        train: UNKNOWN_ID,
      }).set('Authorization', mockCredentials.none.header());
      expect([route, status]).toEqual([route, 401]);
    }
    expect(git.pulls).toEqual([]);
    expect(argocd.syncBodies).toEqual([]);
  });

  it('each route needs its own permission, and no other', async () => {
    const { api, argocd, deployment, git, promote, rights } = await start();
    argocd.set(application('gone', 'production'));
    await eventually(async () => {
      const { body } = await api.get('/api/delivery/orphaned-services');
      expect(body.items).toHaveLength(1);
    });
    const opened = await promote();
    const { body: train } = await api.post('/api/delivery/trains').send(TRAIN);
    const promotion = {
      ...opened.body,
      deployment: await deployment(),
      train: train.id,
    };
    const pulls = git.pulls.length;
    const gated = routes.flatMap(({ permission, ...route }) =>
      permission ? [{ ...route, permission }] : [],
    );
    for (const { route, permission, ask, withheld } of gated) {
      rights.allowAllBut(permission);
      const { status, body } = await ask(api, promotion);
      // No team owns the line.
      const named = [
        permission,
        ...(permission === STOP ? [] : ['group:default/product']),
      ];
      const says = named.filter(each => body.error?.message.includes(each));
      expect([route, status, withheld ? body : says]).toEqual(
        withheld ? [route, 200, withheld] : [route, 403, named],
      );
      expect(JSON.stringify(body)).not.toContain('ghcr.io');
      expect(git.pulls).toHaveLength(pulls);
      expect(argocd.syncBodies).toEqual([]);
    }
    for (const { route, permission, also, ask, status, withheld } of routes) {
      rights.allowOnly(permission, also);
      const answer = await ask(api, promotion);
      expect([route, answer.status]).toEqual([route, status]);
      expect(answer.body).not.toEqual(withheld);
    }
  });

  it('a sync is created, for policies that decide by action', () => {
    expect(
      deliveryPermissions.map(({ name, attributes }) => [
        name,
        attributes.action,
      ]),
    ).toEqual([
      [READ, 'read'],
      [PROMOTE, 'create'],
      [APPROVE, 'update'],
      [OVERRIDE, 'update'],
      [ROLL_BACK, 'create'],
      [SYNC, 'create'],
      [BYPASS, 'update'],
      [ROLLOUT, 'update'],
      [SKIP, 'update'],
      [LOGS, 'read'],
      ['delivery.service.propose', 'create'],
      [STOP, 'update'],
    ]);
  });

  it('a promotion needs the permission for its target, a preview for both sides', async () => {
    const { api, git, promote, rights } = await start();
    const preview = () => api.post(`${SHOP}/promotions/preview`).send(STEP);
    rights.allowIn(PROMOTE, ['staging']);
    const refused = await promote();
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('environment production');
    expect(git.pulls).toEqual([]);
    rights.allowIn(PROMOTE, ['production']);
    expect((await promote()).status).toBe(201);
    expect(git.pulls).toHaveLength(1);

    for (const visible of [['staging'], ['production'], ['dev']]) {
      rights.allowIn(READ, visible);
      expect((await preview()).status).toBe(403);
    }
    rights.allowIn(READ, ['staging', 'production']);
    expect((await preview()).status).toBe(200);
  });

  it('a sync needs the permission for its environment', async () => {
    const { api, argocd, rights } = await start();
    const sync = (environment: string) =>
      api.post(`${SHOP}/environments/${environment}/sync`).send();
    rights.allowIn(SYNC, ['dev']);
    expect((await sync('production')).status).toBe(403);
    expect((await sync('moon')).status).toBe(404);
    expect(argocd.syncBodies).toEqual([]);
    expect((await sync('dev')).status).toBe(202);
    expect(argocd.syncBodies).toHaveLength(1);
  });

  it('hides environments in the view, in summaries and in the list of promotions alike', async () => {
    const { api, promote, rights } = await start();
    const { body: promotion } = await promote();
    rights.allowIn(READ, ['dev', 'staging']);

    const { status, body: view } = await api.get(SHOP);
    expect(status).toBe(200);
    expect(view.environments).toMatchObject([
      { name: 'dev', health: 'Healthy' },
      { name: 'staging', health: 'Healthy' },
      { name: 'production', forbidden: true, health: 'Unknown' },
    ]);
    expect(view.environments[2]).toEqual({
      name: 'production',
      cluster: 'homelab',
      namespace: 'shop-production',
      autoSync: false,
      forbidden: true,
      presence: 'unknown',
      sync: 'Unknown',
      health: 'Unknown',
      healthReason: {
        code: 'EnvironmentForbidden',
        params: { permission: READ },
        message: expect.stringContaining(READ),
      },
      stale: false,
    });
    expect(view.environments[0]).not.toHaveProperty('forbidden');
    expect(view.transitions).toEqual([
      { from: 'dev', to: 'staging', state: 'same', changes: [] },
      { from: 'staging', to: 'production', state: 'unknown', changes: [] },
    ]);

    const { body: summaries } = await api
      .post('/api/delivery/summaries')
      .send({ entityRefs: [SHOP_REF] });
    expect(summaries.items[0].health).toBe('Unknown');
    expect(summaries.items[0].environments[2]).toEqual({
      name: 'production',
      forbidden: true,
      presence: 'unknown',
      sync: 'Unknown',
      health: 'Unknown',
      stale: false,
    });

    const list = async () => (await api.get(`${SHOP}/promotions`)).body.items;
    expect(await list()).toEqual([]);
    const one = await api.get(`/api/delivery/promotions/${promotion.id}`);
    expect(one.status).toBe(403);
    rights.allowAll();
    expect(await list()).toHaveLength(1);
  });

  it('says what the viewer may do by environment, and asks once', async () => {
    const { api, catalog, rights } = await start();
    rights.answer = permission =>
      ({
        [PROMOTE]: ['staging'],
        [SYNC]: ['dev', 'production'],
        [APPROVE]: ['staging', 'production'],
        [ROLL_BACK]: ['staging'],
        [BYPASS]: ['production'],
        [OVERRIDE]: ['dev', 'production'],
      }[permission] ?? true);
    // What the catalog was asked for at the start is not used again.
    const later = Date.now() + 60_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    rights.requests = 0;
    catalog.getEntityByRef.mockClear();
    catalog.getEntitiesByRefs.mockClear();
    const { body } = await api.get(SHOP);
    expect(body.permissions).toEqual({
      promote: ['staging'],
      sync: ['dev', 'production'],
      // Nobody needs to approve where nothing is protected.
      approve: ['production'],
      rollback: ['staging'],
      emergencyRollback: ['production'],
      // No environment has a canary.
      rollout: [],
      rolloutBypass: [],
      // Nothing is promoted to the first environment.
      override: ['production'],
      logs: ['dev', 'staging', 'production'],
    });
    expect(rights.requests).toBe(1);
    expect(catalog.getEntityByRef).toHaveBeenCalledTimes(1);
    expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
  });

  it('answers 304 while a view is unchanged, and never to a viewer whose rights have changed', async () => {
    const { api, rights } = await start();
    const { headers } = await api.get(SHOP);
    expect(headers['cache-control']).toBe('private, no-cache');
    const again = () => api.get(SHOP).set('If-None-Match', headers.etag);
    const unchanged = await again();
    expect(unchanged.status).toBe(304);
    expect(unchanged.text).toBe('');
    rights.allowIn(SYNC, ['dev']);
    const changed = await again();
    expect(changed.status).toBe(200);
    expect(changed.body.permissions.sync).toEqual(['dev']);
    rights.allowAllBut(READ);
    expect((await again()).status).toBe(403);
  });

  it('knows owners and protected environments', async () => {
    const { api, rights } = await start();
    const ask = async (claim: string) => {
      rights.answer = permission =>
        permission === SYNC
          ? createDeliveryConditionalDecision(deliverySyncCreatePermission, {
              allOf: [
                deliveryConditions.isServiceOwner({ claims: [claim] }),
                { not: deliveryConditions.isProtected() },
              ],
            })
          : true;
      return (await api.get(SHOP)).body.permissions.sync;
    };
    expect(await ask('group:default/product')).toEqual(['dev', 'staging']);
    expect(await ask('group:default/other')).toEqual([]);
  });

  it('answers the permission system about environments by their refs', async () => {
    const { api } = await start();
    const conditions = {
      allOf: [
        deliveryConditions.isServiceOwner({
          claims: ['group:default/product'],
        }),
        deliveryConditions.isProtected(),
      ],
    };
    const refs = [
      stringifyEnvironmentRef({
        entityRef: SHOP_REF,
        environment: 'production',
      }),
      stringifyEnvironmentRef({ entityRef: SHOP_REF, environment: 'dev' }),
      'component:mallory/shop#production',
      'component:default/nobody#production',
      SHOP_REF,
    ];
    const { body } = await api
      .post('/api/delivery/.well-known/backstage/permissions/apply-conditions')
      .set('Authorization', mockCredentials.service.header())
      .send({
        items: refs.map(resourceRef => ({
          id: resourceRef,
          resourceRef,
          resourceType: deliveryEnvironmentReadPermission.resourceType,
          conditions,
        })),
      });
    expect(body.items.map((item: { result: string }) => item.result)).toEqual([
      'ALLOW',
      'DENY',
      'DENY',
      'DENY',
      'DENY',
    ]);
  });

  it('answers the permission system about teams by their refs', async () => {
    const { api } = await start();
    const conditions = deliveryTeamConditions.isTeamMember({
      claims: ['user:default/olga', 'group:default/product'],
    });
    const refs = [
      'group:default/product',
      'Group:default/Product',
      'group:default/platform',
      'group:mallory/product',
      'user:default/olga',
      'product',
    ];
    const { body } = await api
      .post('/api/delivery/.well-known/backstage/permissions/apply-conditions')
      .set('Authorization', mockCredentials.service.header())
      .send({
        items: refs.map(resourceRef => ({
          id: resourceRef,
          resourceRef,
          resourceType: deliveryServiceProposePermission.resourceType,
          conditions,
        })),
      });
    expect(body.items.map((item: { result: string }) => item.result)).toEqual([
      'ALLOW',
      'ALLOW',
      'DENY',
      'DENY',
      'DENY',
      'DENY',
    ]);
  });

  describe('by a policy of the installation', () => {
    const RELEASE_MANAGER = 'user:default/rita';
    const OWNER = 'user:default/olga';
    const MEMBER = 'user:default/max';
    const groups: Record<string, string[]> = {
      [OWNER]: ['group:default/product'],
    };

    /** Owners act outside of protected environments, the release manager everywhere; members see only `dev`. */
    const policy: PermissionPolicy = {
      async handle({ permission }, user) {
        const ref = user?.info.userEntityRef ?? '';
        const claims = [ref, ...(groups[ref] ?? [])];
        if (
          isPermission(permission, deliveryPromotionCreatePermission) ||
          isPermission(permission, deliveryPromotionApprovePermission) ||
          isPermission(permission, deliveryPromotionOverridePermission) ||
          isPermission(permission, deliveryRollbackBypassPermission) ||
          isPermission(permission, deliveryRollbackCreatePermission) ||
          isPermission(permission, deliveryRolloutUpdatePermission) ||
          isPermission(permission, deliveryRolloutBypassPermission) ||
          isPermission(permission, deliverySyncCreatePermission)
        ) {
          return ref === RELEASE_MANAGER
            ? { result: AuthorizeResult.ALLOW }
            : createDeliveryConditionalDecision(permission, {
                allOf: [
                  deliveryConditions.isServiceOwner({ claims }),
                  { not: deliveryConditions.isProtected() },
                ],
              });
        }
        if (isPermission(permission, deliveryEnvironmentReadPermission)) {
          return ref === MEMBER
            ? createDeliveryConditionalDecision(
                permission,
                deliveryConditions.isEnvironment({ names: ['dev'] }),
              )
            : { result: AuthorizeResult.ALLOW };
        }
        return { result: AuthorizeResult.ALLOW };
      },
    };

    async function startAs() {
      const { api, argocd, git } = await start({ policy });
      const as = (user: string, test: Test) =>
        test.set('Authorization', mockCredentials.user.header(user));
      return {
        ...{ argocd, git },
        view: (user: string) => as(user, api.get(SHOP)),
        sync: (user: string, environment: string) =>
          as(user, api.post(`${SHOP}/environments/${environment}/sync`).send()),
        promote: (user: string) =>
          as(user, api.post(`${SHOP}/promotions`).send(STEP)),
      };
    }

    it('says in the view who may do what', async () => {
      const { view } = await startAs();
      const seen = async (user: string) => {
        const { status, body } = await view(user);
        const forbidden = body.environments
          .filter((each: { forbidden?: boolean }) => each.forbidden)
          .map(({ name }: { name: string }) => name);
        return { status, forbidden, permissions: body.permissions };
      };
      expect(await seen(RELEASE_MANAGER)).toEqual({
        status: 200,
        forbidden: [],
        permissions: {
          promote: ['staging', 'production'],
          sync: ['dev', 'staging', 'production'],
          approve: ['production'],
          rollback: ['dev', 'staging', 'production'],
          emergencyRollback: ['dev', 'staging', 'production'],
          rollout: [],
          rolloutBypass: [],
          override: ['staging', 'production'],
          logs: ['dev', 'staging', 'production'],
        },
      });
      expect(await seen(OWNER)).toEqual({
        status: 200,
        forbidden: [],
        permissions: {
          promote: ['staging'],
          sync: ['dev', 'staging'],
          approve: [],
          rollback: ['dev', 'staging'],
          emergencyRollback: ['dev', 'staging'],
          rollout: [],
          rolloutBypass: [],
          override: ['staging'],
          logs: ['dev', 'staging', 'production'],
        },
      });
      expect(await seen(MEMBER)).toEqual({
        status: 200,
        forbidden: ['staging', 'production'],
        permissions: {
          promote: [],
          sync: [],
          approve: [],
          rollback: [],
          emergencyRollback: [],
          rollout: [],
          rolloutBypass: [],
          override: [],
          logs: ['dev'],
        },
      });
    });

    it('refuses what the view does not offer, and does what it does', async () => {
      const { argocd, git, promote, sync } = await startAs();
      expect((await sync(OWNER, 'production')).status).toBe(403);
      expect((await sync(MEMBER, 'dev')).status).toBe(403);
      expect((await promote(OWNER)).status).toBe(403);
      expect(argocd.syncBodies).toEqual([]);
      expect(git.pulls).toEqual([]);

      expect((await sync(OWNER, 'dev')).status).toBe(202);
      expect((await sync(RELEASE_MANAGER, 'production')).status).toBe(202);
      expect(argocd.syncBodies).toHaveLength(2);
      expect((await promote(RELEASE_MANAGER)).status).toBe(201);
      expect(git.pulls).toHaveLength(1);
    });
  });

  describe('of the catalog', () => {
    const askAll = async ({ api, argocd, git, promote }: Started) => {
      const answers = await Promise.all([
        api.get(SHOP),
        api.post(`${SHOP}/promotions/preview`).send(STEP),
        api.get(`${SHOP}/promotions`),
        promote(),
        api.post(`${SHOP}/environments/production/sync`).send(),
      ]);
      const { body } = await api
        .post('/api/delivery/summaries')
        .send({ entityRefs: [SHOP_REF] });
      return {
        statuses: answers.map(({ status }) => status),
        message: answers[0].body.error?.message,
        summaries: body.items,
        done: [...git.pulls, ...argocd.syncBodies],
      };
    };
    const notFound = {
      statuses: [404, 404, 404, 404, 404],
      message: `${SHOP_REF} is not a known service`,
      summaries: [null],
      done: [],
    };

    it('hide a service altogether', async () => {
      const started = await start();
      started.rights.allowAllBut('catalog.entity.read');
      expect(await askAll(started)).toEqual(notFound);
    });

    it('are applied by the catalog when they are conditional', async () => {
      const conditional = {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'catalog',
        resourceType: 'catalog-entity',
        conditions: { rule: 'IS_ENTITY_OWNER', resourceType: 'catalog-entity' },
      } as const;
      const hidden = await start({ invisible: [SHOP_REF] });
      const answer = (permission: string) =>
        permission === 'catalog.entity.read' ? conditional : true;
      hidden.rights.answer = answer;
      expect(await askAll(hidden)).toEqual(notFound);
      await hidden.stop();

      const shown = await start();
      shown.rights.answer = answer;
      expect((await shown.api.get(SHOP)).status).toBe(200);
    });
  });
});
