import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { SOURCE_ANNOTATION } from '@stonegarden/service-manifest';

export const SHOP_FOLDER = 'kubernetes/services/shop';

export const SHOP_IMAGE = 'ghcr.io/acme/shop';

/** The catalog entity of a service with three environments, the last of which is synced by hand. */
export const shop: ServiceEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    namespace: 'default',
    annotations: {
      [SOURCE_ANNOTATION]: 'homelab',
      'backstage.io/managed-by-location': `url:https://git.example/acme/platform/blob/main/${SHOP_FOLDER}/service.yaml`,
      'backstage.io/source-location': `url:https://git.example/acme/platform/tree/main/${SHOP_FOLDER}/`,
    },
  },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/product' }],
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/product',
    releases: [
      { environment: 'dev', images: [`${SHOP_IMAGE}:1.1`] },
      { environment: 'staging', images: [`${SHOP_IMAGE}:1.1`] },
      { environment: 'production', images: [`${SHOP_IMAGE}:1.0`] },
    ],
    environments: [
      {
        name: 'dev',
        cluster: 'homelab',
        namespace: 'shop-dev',
        autoSync: true,
      },
      {
        name: 'staging',
        cluster: 'homelab',
        namespace: 'shop-staging',
        autoSync: true,
      },
      {
        name: 'production',
        cluster: 'homelab',
        namespace: 'shop-production',
        autoSync: false,
      },
    ],
  },
};

/** What somebody registered who would like to be taken for the shop: only where it comes from cannot be made up. */
export const spoofedShop: ServiceEntity = {
  ...shop,
  metadata: {
    ...shop.metadata,
    namespace: 'mallory',
    annotations: {
      ...shop.metadata.annotations,
      'backstage.io/managed-by-location':
        'url:https://git.example/mallory/things/blob/main/service.yaml',
    },
  },
};

export const kustomizationPath = (environment: string) =>
  `${SHOP_FOLDER}/environments/${environment}/kustomization.yaml`;

/** A kustomization that pins the shop's image. */
export const kustomization = (tag: string) => `resources:
  - ../base
images:
  - name: ${SHOP_IMAGE}
    newTag: "${tag}"   # <- the promoted value
`;

/** What the environments have in common: one workload with the shop's image, and images beside it. */
export const shopBase = (...sidecars: string[]) => ({
  [kustomizationPath('base')]: 'resources:\n  - deployment.yaml\n',
  [`${SHOP_FOLDER}/environments/base/deployment.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    spec:
      containers:
        - name: shop
          image: ${SHOP_IMAGE}
${sidecars
  .map(name => `        - name: ${name}\n          image: ${name}\n`)
  .join('')}`,
});

/** A repository with the shop: 1.1 in dev and staging, 1.0 in production. */
export const shopFiles = () => ({
  ...shopBase(),
  [kustomizationPath('dev')]: kustomization('1.1'),
  [kustomizationPath('staging')]: kustomization('1.1'),
  [kustomizationPath('production')]: kustomization('1.0'),
});
