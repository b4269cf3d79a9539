import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import {
  DeliveryTeamFilter,
  deliveryTeamPermissionResourceRef,
} from './deliveryTeamPermissionResourceRef';

/** The team is one of the claims. */
const isTeamMember = createPermissionRule({
  name: 'IS_TEAM_MEMBER',
  description: 'Allow teams that are one of the claims',
  resourceRef: deliveryTeamPermissionResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe(
        'Entity refs of groups, usually ownershipEntityRefs of the user who asks',
      ),
  }),
  apply: ({ teamRef }, { claims }) => claims.includes(teamRef),
  toQuery: ({ claims }): DeliveryTeamFilter => ({
    field: 'teamRef',
    values: claims,
  }),
});

/**
 * The rules about teams: is the caller a member.
 *
 * @public
 */
export const deliveryTeamPermissionRules = { isTeamMember };
