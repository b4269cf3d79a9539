import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of the permissions about one environment of a service. Resources are named by {@link stringifyEnvironmentRef}.
 *
 * @public
 */
export const RESOURCE_TYPE_DELIVERY_ENVIRONMENT = 'delivery-environment';

/**
 * Resource type of the permissions about a team, which need not have a service yet. Resources are named by the full
 * entity ref of the Group in lower case, for example `group:default/product`.
 *
 * @public
 */
export const RESOURCE_TYPE_DELIVERY_TEAM = 'delivery-team';

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
 * Approve a promotion to an environment of a service. Whoever holds it needs nobody else's approval.
 *
 * @public
 */
export const deliveryPromotionApprovePermission = createPermission({
  name: 'delivery.promotion.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
});

/**
 * Override gates of a promotion to an environment of a service, for a time.
 *
 * @public
 */
export const deliveryPromotionOverridePermission = createPermission({
  name: 'delivery.promotion.override',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
});

/**
 * Roll an environment of a service back in Argo CD, past Git.
 *
 * @public
 */
export const deliveryRollbackBypassPermission = createPermission({
  name: 'delivery.rollback.bypass',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
});

/**
 * Act on the canary of an environment of a service within its steps: abort it, begin it again, end a pause.
 *
 * @public
 */
export const deliveryRolloutUpdatePermission = createPermission({
  name: 'delivery.rollout.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
});

/**
 * Leave out steps of the canary of an environment of a service, with the pauses and analyses that would have judged the new
 * version.
 *
 * @public
 */
export const deliveryRolloutBypassPermission = createPermission({
  name: 'delivery.rollout.bypass',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
});

/**
 * Read the logs of the pods of an environment of a service. What programs log may be personal or secret, so this is not a part of
 * seeing the environment.
 *
 * @public
 */
export const deliveryLogReadPermission = createPermission({
  name: 'delivery.log.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
});

/**
 * Open the pull request that rolls an environment of a service back. It is asked for protected environments too: the way back
 * is not held up, it asks for a reason.
 *
 * @public
 */
export const deliveryRollbackCreatePermission = createPermission({
  name: 'delivery.rollback.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
});

/**
 * Propose a service that a team owns, by a pull request to the GitOps repository.
 *
 * @public
 */
export const deliveryServiceProposePermission = createPermission({
  name: 'delivery.service.propose',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_DELIVERY_TEAM,
});

/**
 * Stop the line, which holds all promotions of the portal back, and let it go on. It is about no service.
 *
 * @public
 */
export const deliveryLineStopPermission = createPermission({
  name: 'delivery.line.stop',
  attributes: { action: 'update' },
});

/**
 * The permissions about one environment of a service.
 *
 * @public
 */
export const deliveryEnvironmentPermissions = [
  deliveryEnvironmentReadPermission,
  deliveryPromotionCreatePermission,
  deliveryPromotionApprovePermission,
  deliveryPromotionOverridePermission,
  deliveryRollbackCreatePermission,
  deliverySyncCreatePermission,
  deliveryRollbackBypassPermission,
  deliveryRolloutUpdatePermission,
  deliveryRolloutBypassPermission,
  deliveryLogReadPermission,
];

/**
 * The permissions about one team.
 *
 * @public
 */
export const deliveryTeamPermissions = [deliveryServiceProposePermission];

/**
 * The permissions about the portal as a whole, which belong to no resource.
 *
 * @public
 */
export const deliveryPortalPermissions = [deliveryLineStopPermission];

/**
 * All permissions of service delivery.
 *
 * @public
 */
export const deliveryPermissions = [
  ...deliveryEnvironmentPermissions,
  ...deliveryTeamPermissions,
  ...deliveryPortalPermissions,
];
