import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  BackendFeature,
  BackstageUserPrincipal,
  createBackendModule,
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  registerMswTestHooks,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  EventParams,
  EventsService,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  notificationService,
  type NotificationService,
} from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { gitHostsServiceRef } from '@stonegarden/backstage-plugin-delivery-node';
import {
  FAKE_PULL_REQUEST_TOPIC,
  FakeGitHost,
} from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import type { JsonArray, JsonObject } from '@backstage/types';
import permissionModuleOwnership from '@stonegarden/backstage-plugin-permission-backend-module-ownership';
import type { Knex } from 'knex';
import { http, type HttpHandler, passthrough } from 'msw';
import { setupServer } from 'msw/node';
import request from 'supertest';
import { application } from './application';
import { eventually } from '@stonegarden/test-utils';
import { authWithActor } from '@stonegarden/test-utils/auth';
import { MockArgocd } from './MockArgocd';
import { shop, SHOP_IMAGE, shopFiles, spoofedShop } from './shop';
import { TestRights } from './TestRights';
import { DescribedAnswers } from '../openapi/__testUtils__/DescribedAnswers';
import { deliveryPlugin } from '../plugin';

/** Path of the shop at the HTTP API. */
export const SHOP = '/api/delivery/services/default/shop';

const JANUARY = {
  since: '2026-01-01T00:00:00.000Z',
  until: '2026-02-01T00:00:00.000Z',
};

/** Path of DORA metrics at the HTTP API. */
export const DORA = `/api/delivery/dora?since=${JANUARY.since}&until=${JANUARY.until}&bucket=month`;

const NO_DEPLOYMENTS = {
  deployments: 0,
  failures: 0,
  leadTimeCount: 0,
  restoreCount: 0,
};

/** What is answered there to whoever may see none. */
export const NO_DORA = {
  environments: ['production'],
  services: 0,
  buckets: [{ ...JANUARY, ...NO_DEPLOYMENTS }],
  total: NO_DEPLOYMENTS,
};

/** `delivery.access` where people have the rights of the shipped policy. */
const ROLES = {
  administrators: ['group:default/portal-administrators'],
  releaseManagers: ['group:default/release-managers'],
};

/** What Argo CD says runs. */
export const release = (tag: string) => ({
  summary: { images: [`${SHOP_IMAGE}:${tag}`] },
});

/** A catalog with the shop, which counts how often it is read. */
function createCatalog(invisible: string[], services: Entity[]) {
  const catalog = catalogServiceMock({
    entities: [
      ...services,
      spoofedShop,
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'mock' },
        spec: { profile: { displayName: 'Mo', email: 'mo@example.org' } },
      },
    ],
  });
  const shows = (
    ref: string,
    { credentials }: Parameters<CatalogService['getEntityByRef']>[1],
  ) =>
    Object(credentials.principal).type === 'service' ||
    !invisible.includes(ref);
  return {
    queryEntities: catalog.queryEntities.bind(catalog),
    // Nobody has registered a location.
    queryLocations: async () => ({ items: [], totalItems: 0, pageInfo: {} }),
    getEntityByRef: jest.fn<
      ReturnType<CatalogService['getEntityByRef']>,
      [string, Parameters<CatalogService['getEntityByRef']>[1]]
    >(async (ref, options) =>
      shows(ref, options) ? catalog.getEntityByRef(ref, options) : undefined,
    ),
    getEntitiesByRefs: jest.fn<
      ReturnType<CatalogService['getEntitiesByRefs']>,
      Parameters<CatalogService['getEntitiesByRefs']>
    >(async (wanted, options) => {
      const { items } = await catalog.getEntitiesByRefs(wanted, options);
      return {
        items: items.map((item, index) =>
          shows(wanted.entityRefs[index], options) ? item : undefined,
        ),
      };
    }),
  } as unknown as jest.Mocked<CatalogService>;
}

/** The permission system with this policy, as an installation has it. */
function permissionFeatures(policy: PermissionPolicy): BackendFeature[] {
  return [
    mockServices.permissions.factory(),
    authWithActor,
    permissionPlugin,
    createBackendModule({
      pluginId: 'permission',
      moduleId: 'test-policy',
      register(env) {
        env.registerInit({
          deps: { extensionPoint: policyExtensionPoint },
          async init({ extensionPoint }) {
            extensionPoint.setPolicy(policy);
          },
        });
      },
    }),
  ];
}

/** The policy that is shipped, and the groups of these people. */
function shippedPolicyFeatures(
  people: Record<string, string[]>,
): BackendFeature[] {
  return [
    mockServices.permissions.factory(),
    authWithActor,
    permissionPlugin,
    permissionModuleOwnership,
    mockServices.userInfo.mock({
      getUserInfo: async ({ principal }) => {
        const { userEntityRef } = principal as BackstageUserPrincipal;
        return {
          userEntityRef,
          ownershipEntityRefs: [
            userEntityRef,
            ...(people[userEntityRef] ?? []),
          ],
        };
      },
    }).factory,
  ];
}

/** Call inside `describe`: starts the plugin with the shop, a Git host in memory and a mocked Argo CD. */
export function useDelivery(createDatabase: () => Promise<Knex>) {
  const msw = setupServer();
  registerMswTestHooks(msw);
  const running = new Set<() => Promise<void>>();
  const answers = new DescribedAnswers();

  afterEach(async () => {
    await Promise.all([...running].map(stop => stop()));
    expect(answers.takeProblems()).toEqual([]);
  });

  async function start(
    options: {
      permissions?: 'ALLOW' | 'DENY';
      /** Asked through the real permission system, in place of `rights`. */
      policy?: PermissionPolicy;
      /** Groups of people by their refs, who have the rights that the shipped policy gives them. */
      people?: Record<string, string[]>;
      /** Tokens from outside, through authentication and permissions as an installation has them. */
      tokens?: {
        /** `backend.auth.externalAccess` */
        externalAccess: JsonArray;
        /** `delivery.access.automation` */
        automation: JsonArray;
      };
      /** Refs of entities that the catalog shows to this plugin, and not to people. */
      invisible?: string[];
      /** In place of the shop as it is. */
      services?: Entity[];
      /** What another backend of the same portal has, too. */
      argocd?: MockArgocd;
      /** Instances beside `homelab`, which do not have to answer. */
      instances?: JsonArray;
      /** Handlers of what speaks for them. */
      handlers?: HttpHandler[];
      git?: FakeGitHost;
      knex?: Knex;
      /** Modules beside the plugin. */
      features?: BackendFeature[];
      /** More of app-config. */
      config?: JsonObject;
      /** More of `delivery`. */
      delivery?: JsonObject;
      /** `delivery.access.automation`, for tokens that authentication is not asked about. */
      automation?: JsonArray;
    } = {},
  ) {
    const git = options.git ?? new FakeGitHost(shopFiles());
    const knex = options.knex ?? (await createDatabase());
    const head = await git.reader.head('main');
    const synced = {
      sync: { status: 'Synced', revision: head },
      history: [{ revision: head, deployedAt: '2026-01-01T09:59:00Z' }],
    };
    const argocd =
      options.argocd ??
      new MockArgocd([
        application('shop', 'dev', { ...release('1.1'), ...synced }),
        application('shop', 'staging', { ...release('1.1'), ...synced }),
        application('shop', 'production', { ...release('1.0'), ...synced }),
      ]);
    const streamsBefore = argocd.openStreams;
    msw.use(
      ...argocd.handlers,
      ...(options.handlers ?? []),
      http.all(/^https?:\/\/(?:localhost|127\.0\.0\.1):/, () => passthrough()),
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
    const notifications = {
      send: jest.fn<Promise<void>, Parameters<NotificationService['send']>>(
        async () => {},
      ),
    };
    const auditor = mockServices.auditor.mock();
    const audit = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(audit);

    const rights = new TestRights();
    if (options.permissions === 'DENY') {
      rights.allowOnly('catalog.entity.read');
    }
    const catalog = createCatalog(
      options.invisible ?? [],
      options.services ?? [shop],
    );

    const backend = await startTestBackend({
      features: [
        deliveryPlugin,
        ...(options.features ?? []),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example' },
            ...options.config,
            ...((options.policy || options.people) && {
              permission: { enabled: true },
            }),
            ...(options.tokens && {
              backend: {
                auth: { externalAccess: options.tokens.externalAccess },
              },
              permission: { enabled: true },
            }),
            catalog: {
              providers: {
                serviceManifest: {
                  platform: {
                    url: 'https://git.example/acme/platform/tree/main/',
                  },
                },
              },
            },
            delivery: {
              access: {
                ...(options.people && ROLES),
                automation:
                  options.automation ?? options.tokens?.automation ?? [],
              },
              argocd: {
                instances: [
                  {
                    name: 'homelab',
                    url: argocd.url,
                    token: argocd.token,
                    dashboardUrl: 'https://argo.example',
                  },
                  ...(options.instances ?? []),
                ],
              },
              promotion: { settleTime: { milliseconds: 200 } },
              ...options.delivery,
            },
          },
        }),
        mockServices.database.mock({ getClient: async () => knex }).factory,
        ...(options.policy ? permissionFeatures(options.policy) : []),
        ...(options.people ? shippedPolicyFeatures(options.people) : []),
        ...(options.tokens
          ? [
              authServiceFactory,
              httpAuthServiceFactory,
              permissionsServiceFactory,
            ]
          : []),
        ...(options.policy || options.people || options.tokens
          ? []
          : [
              createServiceFactory({
                service: coreServices.permissions,
                deps: {},
                factory: () => rights,
              }),
            ]),
        createServiceFactory({
          service: catalogServiceRef,
          deps: {},
          factory: () => catalog,
        }),
        createServiceFactory({
          service: gitHostsServiceRef,
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
          service: notificationService,
          deps: {},
          factory: () => notifications,
        }),
        createServiceFactory({
          service: coreServices.auditor,
          deps: {},
          factory: () => auditor,
        }),
      ],
    });
    const stop = async () => {
      running.delete(stop);
      await backend.stop();
    };
    running.add(stop);
    answers.watch(backend.server);
    const api = request(backend.server);
    if (!options.tokens) {
      await eventually(async () => {
        const { body } = await api.get('/api/delivery/instances');
        expect(body.items[0]).toMatchObject({
          name: 'homelab',
          reachable: true,
        });
      });
    }
    await eventually(() => expect(argocd.openStreams).toBe(streamsBefore + 1));

    const promote = (from = 'staging', to = 'production') =>
      api.post(`${SHOP}/promotions`).send({ from, to });
    /** By its number, as events of pull requests that are recorded are found; by its branch where that is given. */
    const webhook = (number: number, branch?: string) =>
      events.publish({
        topic: FAKE_PULL_REQUEST_TOPIC,
        eventPayload: {
          url: 'https://git.example/acme/platform',
          number,
          ...(branch ? { branch } : {}),
        },
      });
    /** Id of what an environment runs, once it is recorded. */
    const deployment = (environment = 'production'): Promise<string> =>
      eventually(async () => {
        const row = await knex('deployments')
          .where({ environment })
          .orderBy('started_at', 'desc')
          .first('id');
        expect(row).toBeDefined();
        return row.id;
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
      catalog,
      deployment,
      git,
      knex,
      notifications,
      promote,
      rights,
      server: backend.server,
      stop,
      signals,
      status,
      webhook,
      synced,
    };
  }

  return { start };
}
