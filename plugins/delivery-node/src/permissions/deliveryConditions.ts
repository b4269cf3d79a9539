import { createConditionExports } from '@backstage/plugin-permission-node';
import { deliveryEnvironmentPermissionResourceRef } from './deliveryEnvironmentPermissionResourceRef';
import { deliveryPermissionRules } from './deliveryPermissionRules';

const exported = createConditionExports({
  resourceRef: deliveryEnvironmentPermissionResourceRef,
  rules: deliveryPermissionRules,
});

/**
 * The conditions that a permission policy may answer with for the permissions of service delivery:
 *
 * - `isServiceOwner({ claims })`: one of the claims (entity refs) owns the service
 * - `isEnvironment({ names })`: the environment has one of the names
 * - `isProtected()`: the environment is one of `delivery.protectedEnvironments`
 * - `isApproved()`: the promotion that is merged there and waits for a sync was approved
 *
 * @public
 */
export const deliveryConditions = exported.conditions;

/**
 * Makes a policy's answer of {@link deliveryConditions}, combined with `anyOf`, `allOf` and `not`.
 *
 * @public
 */
export const createDeliveryConditionalDecision =
  exported.createConditionalDecision;
