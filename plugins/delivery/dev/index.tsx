import { stringifyEntityRef } from '@backstage/catalog-model';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
// The development page is an app of its own, outside the published package
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import { createRoot } from 'react-dom/client';
import deliveryPlugin, {
  deliveryApiRef,
  historyApiRef,
  resourceApiRef,
  rollbackApiRef,
} from '../src';
import { serviceDelivery, serviceEntity } from '../src/__testUtils__/delivery';
import { environmentHistory } from '../src/__testUtils__/rollback';
import { MemoryDelivery } from './MemoryDelivery';
import { MemoryHistory } from './MemoryHistory';
import { MemoryResources } from './MemoryResources';
import { degraded } from './degraded';
import { withCanary } from './withCanary';

const services = [
  serviceEntity(),
  serviceEntity({}, 'n8n'),
  serviceEntity({ layer: 'platform', category: 'messaging' }, 'kafka'),
  serviceEntity(
    { layer: 'platform', category: 'data', ...degraded.spec },
    'postgres-operator',
  ),
];

const memory = new MemoryDelivery({
  'component:default/audiobookshelf': {
    environments: serviceDelivery().environments.map(each =>
      each.name === 'canary' ? withCanary(each) : each,
    ),
    histories: [environmentHistory()],
    permissions: {
      ...serviceDelivery().permissions,
      rollback: ['production'],
      emergencyRollback: ['production'],
      rollout: ['canary'],
      rolloutBypass: ['canary'],
      override: ['canary', 'production'],
      logs: ['dev', 'staging'],
    },
  },
  'component:default/postgres-operator': degraded.delivery,
});

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
            factory: () => memory,
          }),
      }),
      ApiBlueprint.make({
        name: 'rollback',
        params: defineParams =>
          defineParams({
            api: rollbackApiRef,
            deps: {},
            factory: () => memory,
          }),
      }),
      ApiBlueprint.make({
        name: 'resources',
        params: defineParams =>
          defineParams({
            api: resourceApiRef,
            deps: {},
            factory: () => new MemoryResources(),
          }),
      }),
      ApiBlueprint.make({
        name: 'history',
        params: defineParams =>
          defineParams({
            api: historyApiRef,
            deps: {},
            factory: () =>
              new MemoryHistory(
                services.map(service => stringifyEntityRef(service)),
              ),
          }),
      }),
    ],
  }),
];

const app = createApp({
  features: [catalogPlugin, deliveryPlugin, ...inMemory],
});

createRoot(document.getElementById('root')!).render(app.createRoot());
