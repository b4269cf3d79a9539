import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_DELIVERY_TEAM } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What permission rules may know of a team. The catalog need not have it yet: its first service may bring it.
 *
 * @public
 */
export interface DeliveryTeamResource {
  /** Full entity ref of the Group, in lower case. */
  teamRef: string;
}

/**
 * A rule as a filter: the field has one of the values.
 *
 * @public
 */
export interface DeliveryTeamFilter {
  /** Which field of {@link DeliveryTeamResource}. */
  field: 'teamRef';
  /** What it may be. */
  values: string[];
}

/**
 * The resource type of the permissions about teams, for policies, and for modules that add rules with
 * `permissionsRegistry.addPermissionRules`.
 *
 * @public
 */
export const deliveryTeamPermissionResourceRef = createPermissionResourceRef<
  DeliveryTeamResource,
  DeliveryTeamFilter
>().with({
  pluginId: 'delivery',
  resourceType: RESOURCE_TYPE_DELIVERY_TEAM,
});
