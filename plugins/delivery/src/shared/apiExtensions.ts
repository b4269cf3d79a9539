import { ApiBlueprint, coreApis } from '@backstage/frontend-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { deliveryApiRef } from './api/DeliveryApi';
import { DeliveryClient } from './api/DeliveryClient';
import { createQueryClient } from './queries/createQueryClient';
import { deliveryQueryClientRef } from './queries/deliveryQueryClientRef';

export const deliveryApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: deliveryApiRef,
      deps: {
        discoveryApi: coreApis.discovery,
        fetchApi: coreApis.fetch,
        scaffolderApi: scaffolderApiRef,
      },
      factory: deps => new DeliveryClient(deps),
    }),
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
