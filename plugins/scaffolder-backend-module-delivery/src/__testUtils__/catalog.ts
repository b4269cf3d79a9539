import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

function team(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: {
      type: 'team',
      profile: { email: `${name}@example.org` },
      children: [],
    },
  };
}

/** A service as the catalog module makes it from its manifest. */
export function serviceEntity(
  name: string,
  path: string,
  environments = ['dev', 'production'],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'platform.stonegarden.dev/manifest-path': path,
        'platform.stonegarden.dev/source': 'platform',
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/platform',
      environments: environments.map(environment => ({
        name: environment,
        cluster: 'homelab',
        namespace:
          environment === 'production' ? name : `${name}-${environment}`,
        autoSync: environment === 'dev',
      })),
    },
  };
}

const website: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'website', namespace: 'default' },
  spec: { type: 'website', lifecycle: 'production', owner: 'product' },
};

/** Teams product and platform, service kafka, and a component that is not a service. */
export const smallCatalogEntities: Entity[] = [
  team('product'),
  team('platform'),
  serviceEntity('kafka', 'kubernetes/platform/messaging/kafka/service.yaml'),
  website,
];

/** A catalog with the entities above, and more. */
export function smallCatalog(more: Entity[] = []) {
  return catalogServiceMock({ entities: [...smallCatalogEntities, ...more] });
}
