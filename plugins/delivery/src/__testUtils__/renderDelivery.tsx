import { ConfigReader } from '@backstage/config';
import type { Entity } from '@backstage/catalog-model';
import type { RouteRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import {
  catalogApiRef,
  type CatalogApi,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import type {
  ApprovalRequest,
  OpenOverrideRequest,
  DeliverySignal,
  Line,
  PromotionRequest,
  Train,
  TrainMember,
  TrainPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { JsonObject } from '@backstage/types';
import { QueryClient } from '@tanstack/react-query';
import { act, type RenderResult } from '@testing-library/react';
import type { ReactElement } from 'react';
import { deliveryApiRef, type DeliveryApi } from '../shared/api/DeliveryApi';
import { rollbackApiRef, type RollbackApi } from '../shared/api/RollbackApi';
import { slaApiRef, type SlaApi } from '../shared/api/SlaApi';
import { lineApiRef, type LineApi } from '../shared/api/LineApi';
import { trainApiRef, type TrainApi } from '../shared/api/TrainApi';
import { resourceApiRef, type ResourceApi } from '../shared/api/ResourceApi';
import { historyApiRef, type HistoryApi } from '../shared/api/HistoryApi';
import { DeliveryQueryProvider } from '../shared/queries/DeliveryQueryProvider';
import { deliveryQueryClientRef } from '../shared/queries/deliveryQueryClientRef';
import { deliveryRouteRef, dependenciesRouteRef } from '../routes';
import {
  promotion,
  promotionPreview,
  serviceDelivery,
  serviceEntity,
  summary,
} from './delivery';
import {
  candidate,
  emergencyRollback,
  rollback,
  rollbackPreview,
} from './rollback';
import { deployment, doraMetrics } from './deployment';
import { measuredSla } from './sla';
import * as resources from './resources';

/** A delivery API that answers everything well. */
export function deliveryApiMock(): jest.Mocked<DeliveryApi> {
  return {
    getService: jest.fn(async (_ref: string) => serviceDelivery()),
    getSummaries: jest.fn(
      async (refs: string[]) => new Map(refs.map(ref => [ref, summary(ref)])),
    ),
    previewPromotion: jest.fn(
      async (_ref: string, _request: PromotionRequest) => promotionPreview(),
    ),
    openPromotion: jest.fn(async (_ref: string, _request: PromotionRequest) =>
      promotion(),
    ),
    overridePromotion: jest.fn(
      async (_id: string, _request: OpenOverrideRequest) => promotion(),
    ),
    approvePromotion: jest.fn(async (_id: string, _request: ApprovalRequest) =>
      promotion(),
    ),
    renewPromotion: jest.fn(async (_id: string) => promotion()),
    getPromotion: jest.fn(async (_id: string) => promotion()),
    getPromotionFiles: jest.fn(async (_id: string) => ({
      items: promotionPreview().files,
      complete: true,
    })),
    syncEnvironment: jest.fn(async (_ref: string, _environment: string) => ({
      kind: 'sync' as const,
      phase: 'Running' as const,
    })),
    getPromotionsUnderWay: jest.fn(async (..._args) => ({
      items: [],
      total: 0,
    })),
    getFleet: jest.fn(async () => ({
      items: [],
      instances: [],
      productionEnvironments: ['production'],
    })),
    getOrphanedServices: jest.fn(async () => []),
    getInstances: jest.fn(async () => []),
  };
}

/** The way back, that answers everything well. */
export function rollbackApiMock(): jest.Mocked<RollbackApi> {
  return {
    getCandidates: jest.fn(async (..._args) => [candidate()]),
    previewRollback: jest.fn(async (..._args) => rollbackPreview()),
    openRollback: jest.fn(async (..._args) => rollback()),
    openEmergencyRollback: jest.fn(async (..._args) => emergencyRollback()),
    runRolloutAction: jest.fn(async (..._args) => {}),
  };
}

/** What an environment has in its cluster, that answers everything well. */
export function resourceApiMock(): jest.Mocked<ResourceApi> {
  return {
    getRelease: jest.fn(async (..._args) => resources.releaseDetails()),
    getResources: jest.fn(async (..._args) => resources.resources()),
    getDiff: jest.fn(async (..._args) => resources.diff()),
    getEvents: jest.fn(async (..._args) => resources.events()),
    getWindows: jest.fn(async (..._args) => resources.windows()),
    previewSync: jest.fn(async (..._args) => resources.syncPreview()),
    getLog: jest.fn(async (..._args) => resources.podLog()),
    refresh: jest.fn(async (..._args) => {}),
    terminate: jest.fn(async (..._args) => {}),
  };
}

/** The record of deployments, that answers everything well. */
export function historyApiMock(): jest.Mocked<HistoryApi> {
  return {
    getDeployments: jest.fn(async (..._args) => ({ items: [deployment()] })),
    getDeployment: jest.fn(async (..._args) => deployment()),
    getDeploymentFiles: jest.fn(async (..._args) => ({
      items: promotionPreview().files,
      complete: true,
    })),
    exportDeployments: jest.fn(async (..._args) => 'id,service\n'),
    getDora: jest.fn(async (..._args) => doraMetrics()),
  };
}

/** Measured SLAs, all of them met. */
export function slaApiMock(): jest.Mocked<SlaApi> {
  return { getMeasuredSla: jest.fn(async (..._args) => measuredSla()) };
}

/** A line that runs, and that the viewer may not stop. */
export function lineApiMock(line: Partial<Line> = {}): jest.Mocked<LineApi> {
  return {
    getLine: jest.fn(async (..._args) => ({ mayStop: false, ...line })),
    stopLine: jest.fn(async ({ reason }, _options) => ({
      mayStop: true,
      stop: { reason, by: 'user:default/ada', at: '2026-01-01T11:00:00.000Z' },
    })),
    resumeLine: jest.fn(async (..._args) => ({ mayStop: true })),
  };
}

/** A portal whose trains bring what a test says they do. */
export function trainApiMock(
  train: Train = trainOf([]),
  preview: TrainPreview = { to: train.to, pullRequests: 'each', members: [] },
): jest.Mocked<TrainApi> {
  return {
    previewTrain: jest.fn(async (..._args) => preview),
    openTrain: jest.fn(async (..._args) => train),
    getTrain: jest.fn(async (..._args) => train),
    retryTrain: jest.fn(async (..._args) => train),
  };
}

/** A train to production. */
export function trainOf(
  members: TrainMember[],
  overrides: Partial<Train> = {},
): Train {
  return {
    id: '11111111-2222-4333-8444-555555555555',
    to: 'production',
    pullRequests: 'each',
    requestedBy: 'user:default/ada',
    createdAt: '2026-01-01T11:00:00.000Z',
    members,
    ...overrides,
  };
}

/** Signals that a test sends itself. */
export class SignalsMock implements SignalApi {
  readonly #listeners = new Set<(message: DeliverySignal) => void>();

  subscribe: SignalApi['subscribe'] = (_channel, onMessage) => {
    const listener = onMessage as (message: DeliverySignal) => void;
    this.#listeners.add(listener);
    return { unsubscribe: () => this.#listeners.delete(listener) };
  };

  send(message: DeliverySignal) {
    act(() => this.#listeners.forEach(listener => listener(message)));
  }
}

/** Renders an element on a service's page, with the plugin's cache and a mocked portal. */
export function renderDelivery(
  element: ReactElement,
  options: {
    api?: jest.Mocked<DeliveryApi>;
    rollbackApi?: jest.Mocked<RollbackApi>;
    historyApi?: jest.Mocked<HistoryApi>;
    slaApi?: jest.Mocked<SlaApi>;
    lineApi?: jest.Mocked<LineApi>;
    trainApi?: jest.Mocked<TrainApi>;
    resourceApi?: jest.Mocked<ResourceApi>;
    entity?: Entity;
    catalog?: Entity[];
    config?: JsonObject;
    /** The viewer's, `en` unless told. */
    language?: string;
    path?: string;
    /** Where other parts of the plugin are, by path. */
    routes?: Record<string, RouteRef>;
    /** Entity ref of the viewer. */
    viewer?: string;
    /** Entity refs that the viewer owns things as. */
    owners?: string[];
    /** Instead of one that has `catalog`. */
    catalogApi?: CatalogApi;
  } = {},
): RenderResult & {
  api: jest.Mocked<DeliveryApi>;
  rollbackApi: jest.Mocked<RollbackApi>;
  historyApi: jest.Mocked<HistoryApi>;
  resourceApi: jest.Mocked<ResourceApi>;
  signals: SignalsMock;
  queryClient: QueryClient;
} {
  const api = options.api ?? deliveryApiMock();
  const rollbackApi = options.rollbackApi ?? rollbackApiMock();
  const historyApi = options.historyApi ?? historyApiMock();
  const resourceApi = options.resourceApi ?? resourceApiMock();
  const signals = new SignalsMock();
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  });
  const view = renderInTestApp(
    <EntityProvider entity={options.entity ?? serviceEntity()}>
      <DeliveryQueryProvider>{element}</DeliveryQueryProvider>
    </EntityProvider>,
    {
      config: options.config,
      initialRouteEntries: [options.path ?? '/'],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/delivery': deliveryRouteRef,
        '/around': dependenciesRouteRef,
        ...options.routes,
      },
      apis: [
        [deliveryApiRef, api],
        [rollbackApiRef, rollbackApi],
        [historyApiRef, historyApi],
        [slaApiRef, options.slaApi ?? slaApiMock()],
        [lineApiRef, options.lineApi ?? lineApiMock()],
        [trainApiRef, options.trainApi ?? trainApiMock()],
        [resourceApiRef, resourceApi],
        [deliveryQueryClientRef, queryClient],
        [signalApiRef, signals],
        [
          catalogApiRef,
          options.catalogApi ??
            catalogApiMock({
              entities: options.catalog ?? [options.entity ?? serviceEntity()],
            }),
        ],
        [
          scmIntegrationsApiRef,
          ScmIntegrations.fromConfig(new ConfigReader({})),
        ],
        mockApis.identity(
          options.viewer
            ? {
                userEntityRef: options.viewer,
                ...(options.owners
                  ? { ownershipEntityRefs: options.owners }
                  : {}),
              }
            : undefined,
        ),
        mockApis.appLanguage({
          defaultLanguage: options.language ?? 'en',
          availableLanguages: ['en', 'de'],
        }),
      ],
    },
  );
  return {
    ...view,
    api,
    rollbackApi,
    historyApi,
    resourceApi,
    signals,
    queryClient,
  };
}
