import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import {
  DeliveryEnvironmentFilter,
  deliveryEnvironmentPermissionResourceRef,
} from './deliveryEnvironmentPermissionResourceRef';

/** The service belongs to one of the claims. */
const isServiceOwner = createPermissionRule({
  name: 'IS_SERVICE_OWNER',
  description: 'Allow environments of services that one of the claims owns',
  resourceRef: deliveryEnvironmentPermissionResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe(
        'Entity refs of users and groups, usually ownershipEntityRefs of the user who asks',
      ),
  }),
  apply: ({ owners }, { claims }) =>
    owners.some(owner => claims.includes(owner)),
  toQuery: ({ claims }) => ({ field: 'owners', values: claims }),
});

/** The environment has one of the names. */
const isEnvironment = createPermissionRule({
  name: 'IS_ENVIRONMENT',
  description: 'Allow environments with one of the names',
  resourceRef: deliveryEnvironmentPermissionResourceRef,
  paramsSchema: z.object({
    names: z
      .array(z.string())
      .describe('Names of environments as in service manifests'),
  }),
  apply: ({ environment }, { names }) => names.includes(environment),
  toQuery: ({ names }) => ({ field: 'environment', values: names }),
});

/** The environment is protected. */
const isProtected = createPermissionRule({
  name: 'IS_PROTECTED',
  description:
    'Allow environments that delivery.protectedEnvironments in app-config names',
  resourceRef: deliveryEnvironmentPermissionResourceRef,
  apply: resource => resource.isProtected,
  toQuery: (): DeliveryEnvironmentFilter => ({
    field: 'isProtected',
    values: [true],
  }),
});

/** What waits for a sync in the environment was approved. */
const isApproved = createPermissionRule({
  name: 'IS_APPROVED',
  description:
    'Allow environments where the promotion that waits for a sync was approved',
  resourceRef: deliveryEnvironmentPermissionResourceRef,
  apply: resource => resource.isApproved,
  toQuery: (): DeliveryEnvironmentFilter => ({
    field: 'isApproved',
    values: [true],
  }),
});

/**
 * The rules of service delivery: is the caller the service's owner, is it this environment, is it a protected one, was what
 * waits for a sync there approved.
 *
 * @public
 */
export const deliveryPermissionRules = {
  isServiceOwner,
  isEnvironment,
  isProtected,
  isApproved,
};
