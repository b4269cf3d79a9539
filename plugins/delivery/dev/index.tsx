import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import deliveryPlugin, { deliveryApiRef } from '../src';
import { serviceEntity } from '../src/__testUtils__/delivery';
import { MemoryDelivery } from './MemoryDelivery';
import { degraded } from './degraded';

const services = [
  serviceEntity(),
  serviceEntity({}, 'n8n'),
  serviceEntity({ layer: 'platform', category: 'messaging' }, 'kafka'),
  serviceEntity(
    { layer: 'platform', category: 'data', ...degraded.spec },
    'postgres-operator',
  ),
];

const inMemory = [
  createFrontendModule({
    pluginId: 'catalog',
    extensions: [
      ApiBlueprint.make({
        params: defineParams =>
          defineParams({
            api: catalogApiRef,
            deps: {},
            factory: () => catalogApiMock({ entities: services }),
          }),
      }),
    ],
  }),
  createFrontendModule({
    pluginId: 'delivery',
    extensions: [
      ApiBlueprint.make({
        params: defineParams =>
          defineParams({
            api: deliveryApiRef,
            deps: {},
            factory: () =>
              new MemoryDelivery({
                'component:default/postgres-operator': degraded.delivery,
              }),
          }),
      }),
    ],
  }),
];

createDevApp({ features: [catalogPlugin, deliveryPlugin, ...inMemory] });
