import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * See a service's environments. The resource is the service's catalog entity, so policies may use the catalog's rules.
 *
 * @public
 */
export const deliveryEnvironmentReadPermission = createPermission({
  name: 'delivery.environment.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Open a promotion's pull request for a service.
 *
 * @public
 */
export const deliveryPromotionCreatePermission = createPermission({
  name: 'delivery.promotion.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Ask Argo CD to sync an environment of a service.
 *
 * @public
 */
export const deliverySyncCreatePermission = createPermission({
  name: 'delivery.sync.create',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * All permissions of service delivery.
 *
 * @public
 */
export const deliveryPermissions = [
  deliveryEnvironmentReadPermission,
  deliveryPromotionCreatePermission,
  deliverySyncCreatePermission,
];
