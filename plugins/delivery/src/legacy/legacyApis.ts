import {
  createApiFactory,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { DeliveryClient } from '../shared/api/DeliveryClient';
import { historyApiRef } from '../shared/api/HistoryApi';
import { HistoryClient } from '../shared/api/HistoryClient';
import { resourceApiRef } from '../shared/api/ResourceApi';
import { ResourceClient } from '../shared/api/ResourceClient';
import { rollbackApiRef } from '../shared/api/RollbackApi';
import { RollbackClient } from '../shared/api/RollbackClient';
import { slaApiRef } from '../shared/api/SlaApi';
import { SlaClient } from '../shared/api/SlaClient';
import { createQueryClient } from '../shared/queries/createQueryClient';
import { deliveryQueryClientRef } from '../shared/queries/deliveryQueryClientRef';

const deps = { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef };

/** What `shared/apiExtensions.ts` brings, for apps of the old frontend system. */
export const legacyApis = [
  createApiFactory({
    api: deliveryApiRef,
    deps: { ...deps, scaffolderApi: scaffolderApiRef },
    factory: options => new DeliveryClient(options),
  }),
  createApiFactory({
    api: rollbackApiRef,
    deps,
    factory: options => new RollbackClient(options),
  }),
  createApiFactory({
    api: historyApiRef,
    deps,
    factory: options => new HistoryClient(options),
  }),
  createApiFactory({
    api: resourceApiRef,
    deps,
    factory: options => new ResourceClient(options),
  }),
  createApiFactory({
    api: slaApiRef,
    deps,
    factory: options => new SlaClient(options),
  }),
  createApiFactory({
    api: deliveryQueryClientRef,
    deps: {},
    factory: createQueryClient,
  }),
];
