import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of all permissions of service delivery: one environment of a service. Resources are named by
 * {@link stringifyEnvironmentRef}.
 *
 * @public
 */
export const RESOURCE_TYPE_DELIVERY_ENVIRONMENT = 'delivery-environment';

/**
 * See an environment of a service: its state and the promotions from and to it.
 *
 * @public
 */
export const deliveryEnvironmentReadPermission = createPermission({
  name: 'delivery.environment.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
});

/**
 * Open the pull request of a promotion to an environment of a service.
 *
 * @public
 */
export const deliveryPromotionCreatePermission = createPermission({
  name: 'delivery.promotion.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
});

/**
 * Ask Argo CD to sync an environment of a service. What is created is a sync, so that policies that decide by action and
 * policies that decide by name agree.
 *
 * @public
 */
export const deliverySyncCreatePermission = createPermission({
  name: 'delivery.sync.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
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
