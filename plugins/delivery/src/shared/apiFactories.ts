import { createApiFactory } from '@backstage/core-plugin-api';
import { coreApis } from '@backstage/frontend-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { deliveryApiRef } from './api/DeliveryApi';
import { DeliveryClient } from './api/DeliveryClient';
import { historyApiRef } from './api/HistoryApi';
import { HistoryClient } from './api/HistoryClient';
import { lineApiRef } from './api/LineApi';
import { LineClient } from './api/LineClient';
import { resourceApiRef } from './api/ResourceApi';
import { ResourceClient } from './api/ResourceClient';
import { rollbackApiRef } from './api/RollbackApi';
import { RollbackClient } from './api/RollbackClient';
import { slaApiRef } from './api/SlaApi';
import { SlaClient } from './api/SlaClient';
import { trainApiRef } from './api/TrainApi';
import { TrainClient } from './api/TrainClient';
import { createQueryClient } from './queries/createQueryClient';
import { deliveryQueryClientRef } from './queries/deliveryQueryClientRef';

const deps = { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch };

/** Makes the API for services and promotions; `promotionTemplate` as the extension's configuration has it. */
export const createDeliveryApiFactory = (options?: {
  promotionTemplate: string | false;
}) =>
  createApiFactory({
    api: deliveryApiRef,
    deps: { ...deps, scaffolderApi: scaffolderApiRef },
    factory: apis => new DeliveryClient({ ...apis, ...options }),
  });

/** All others, in both frontend systems. */
export const apiFactories = {
  rollback: createApiFactory({
    api: rollbackApiRef,
    deps,
    factory: apis => new RollbackClient(apis),
  }),
  history: createApiFactory({
    api: historyApiRef,
    deps,
    factory: apis => new HistoryClient(apis),
  }),
  line: createApiFactory({
    api: lineApiRef,
    deps,
    factory: apis => new LineClient(apis),
  }),
  train: createApiFactory({
    api: trainApiRef,
    deps,
    factory: apis => new TrainClient(apis),
  }),
  resources: createApiFactory({
    api: resourceApiRef,
    deps,
    factory: apis => new ResourceClient(apis),
  }),
  sla: createApiFactory({
    api: slaApiRef,
    deps,
    factory: apis => new SlaClient(apis),
  }),
  queryClient: createApiFactory({
    api: deliveryQueryClientRef,
    deps: {},
    factory: createQueryClient,
  }),
};
