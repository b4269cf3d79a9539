import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  EnvironmentRef,
  RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What permission rules may know of an environment. The environment need not be in the manifest any more: promotions to
 * one that was removed are still asked for.
 *
 * @public
 */
export interface DeliveryEnvironmentResource extends EnvironmentRef {
  /** Entity refs of the owners of the service, by the `ownedBy` relations of its catalog entity. */
  owners: string[];
  /** Whether the environment is one of `delivery.protectedEnvironments` in app-config. */
  isProtected: boolean;
  /**
   * Whether what the last merged promotion to the environment brought, and Argo CD has not deployed yet, was approved as it
   * was merged, or was asked for by somebody who may approve. False when no promotion waits there. It says nothing about
   * what was pushed to Git without a promotion.
   */
  isApproved: boolean;
}

/**
 * A rule as a filter: the field has one of the values.
 *
 * @public
 */
export interface DeliveryEnvironmentFilter {
  /** Which field of {@link DeliveryEnvironmentResource}. */
  field: 'owners' | 'environment' | 'isProtected' | 'isApproved';
  /** What it may be. */
  values: Array<string | boolean>;
}

/**
 * The resource type of the permissions of service delivery, for policies, and for modules that add rules with
 * `permissionsRegistry.addPermissionRules`.
 *
 * @public
 */
export const deliveryEnvironmentPermissionResourceRef =
  createPermissionResourceRef<
    DeliveryEnvironmentResource,
    DeliveryEnvironmentFilter
  >().with({
    pluginId: 'delivery',
    resourceType: RESOURCE_TYPE_DELIVERY_ENVIRONMENT,
  });
