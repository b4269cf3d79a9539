import { createConditionExports } from '@backstage/plugin-permission-node';
import { deliveryTeamPermissionResourceRef } from './deliveryTeamPermissionResourceRef';
import { deliveryTeamPermissionRules } from './deliveryTeamPermissionRules';

const exported = createConditionExports({
  resourceRef: deliveryTeamPermissionResourceRef,
  rules: deliveryTeamPermissionRules,
});

/**
 * The conditions that a permission policy may answer with for the permissions about teams:
 *
 * - `isTeamMember({ claims })`: the team is one of the claims (entity refs)
 *
 * @public
 */
export const deliveryTeamConditions = exported.conditions;

/**
 * Makes a policy's answer of {@link deliveryTeamConditions}, combined with `anyOf`, `allOf` and `not`.
 *
 * @public
 */
export const createDeliveryTeamConditionalDecision =
  exported.createConditionalDecision;
