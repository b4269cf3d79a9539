import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

function servicePath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef, {
    defaultKind: 'component',
    defaultNamespace: 'default',
  });
  if (kind.toLocaleLowerCase('en-US') !== 'component') {
    throw new InputError(
      `${entityRef} is not a service: only entities of kind Component are`,
    );
  }
  return `/services/${encodeURIComponent(namespace)}/${encodeURIComponent(
    name,
  )}`;
}

/**
 * Paths of delivery-backend's HTTP API below its base URL. Throws InputError for the ref of an entity that is not a
 * Component.
 */
export const deliveryPaths = {
  service: servicePath,
  promotions: (entityRef: string) => `${servicePath(entityRef)}/promotions`,
  promotionPreview: (entityRef: string) =>
    `${servicePath(entityRef)}/promotions/preview`,
  sync: (entityRef: string, environment: string) =>
    `${servicePath(entityRef)}/environments/${encodeURIComponent(
      environment,
    )}/sync`,
  promotion: (id: string) => `/promotions/${encodeURIComponent(id)}`,
  promotionFiles: (id: string) => `/promotions/${encodeURIComponent(id)}/files`,
  promotionApprovals: (id: string) =>
    `/promotions/${encodeURIComponent(id)}/approvals`,
  promotionRenewal: (id: string) =>
    `/promotions/${encodeURIComponent(id)}/renew`,
  summaries: () => '/summaries',
  orphanedServices: () => '/orphaned-services',
  instances: () => '/instances',
};
