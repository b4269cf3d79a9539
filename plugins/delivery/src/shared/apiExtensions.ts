import { ApiBlueprint, coreApis } from '@backstage/frontend-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { z } from 'zod';
import { deliveryApiRef } from './api/DeliveryApi';
import { DeliveryClient, PROMOTION_TEMPLATE } from './api/DeliveryClient';
import { rollbackApiRef } from './api/RollbackApi';
import { RollbackClient } from './api/RollbackClient';
import { historyApiRef } from './api/HistoryApi';
import { HistoryClient } from './api/HistoryClient';
import { slaApiRef } from './api/SlaApi';
import { SlaClient } from './api/SlaClient';
import { resourceApiRef } from './api/ResourceApi';
import { ResourceClient } from './api/ResourceClient';
import { createQueryClient } from './queries/createQueryClient';
import { deliveryQueryClientRef } from './queries/deliveryQueryClientRef';

export const deliveryApi = ApiBlueprint.makeWithOverrides({
  configSchema: {
    /** Entity ref of the template that opens promotions; false opens them without a task. */
    promotionTemplate: z
      .union([z.string(), z.literal(false)])
      .default(PROMOTION_TEMPLATE),
  },
  factory(originalFactory, { config }) {
    return originalFactory(defineParams =>
      defineParams({
        api: deliveryApiRef,
        deps: {
          discoveryApi: coreApis.discovery,
          fetchApi: coreApis.fetch,
          scaffolderApi: scaffolderApiRef,
        },
        factory: deps =>
          new DeliveryClient({
            ...deps,
            promotionTemplate: config.promotionTemplate,
          }),
      }),
    );
  },
});

export const queryClientApi = ApiBlueprint.make({
  name: 'query-client',
  params: defineParams =>
    defineParams({
      api: deliveryQueryClientRef,
      deps: {},
      factory: createQueryClient,
    }),
});

export const rollbackApi = ApiBlueprint.make({
  name: 'rollback',
  params: defineParams =>
    defineParams({
      api: rollbackApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
      factory: deps => new RollbackClient(deps),
    }),
});

export const historyApi = ApiBlueprint.make({
  name: 'history',
  params: defineParams =>
    defineParams({
      api: historyApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
      factory: deps => new HistoryClient(deps),
    }),
});

export const slaApi = ApiBlueprint.make({
  name: 'sla',
  params: defineParams =>
    defineParams({
      api: slaApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
      factory: deps => new SlaClient(deps),
    }),
});

export const resourceApi = ApiBlueprint.make({
  name: 'resources',
  params: defineParams =>
    defineParams({
      api: resourceApiRef,
      deps: { discoveryApi: coreApis.discovery, fetchApi: coreApis.fetch },
      factory: deps => new ResourceClient(deps),
    }),
});
