import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { deliveryServiceProposePermission } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Makes sure that the caller may propose services of a team, before anything is read or written.
 *
 * Throws InputError when the owner is not the ref of a team, NotAllowedError when the permission is missing.
 *
 * @param owner - as the form says it
 * @internal
 */
export async function authorizeProposer(
  owner: string,
  {
    permissions,
    credentials,
  }: { permissions: PermissionsService; credentials: BackstageCredentials },
): Promise<void> {
  const { name, teamRef } = parseTeam(owner);
  const [{ result }] = await permissions.authorize(
    [{ permission: deliveryServiceProposePermission, resourceRef: teamRef }],
    { credentials },
  );
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You may not propose services of team ${name}, nothing was written. Its members may: ask one of them to propose the service, or an administrator of the portal for the permission ${deliveryServiceProposePermission.name} on ${teamRef}.`,
    );
  }
}

/** Manifests name their team without a namespace, so it is one of the default namespace; another one of its name is another. */
function parseTeam(owner: string): { name: string; teamRef: string } {
  const problem = (message: string) =>
    new InputError(
      `The service cannot be proposed, nothing was written:\n- Owner: ${message}`,
    );
  let ref: ReturnType<typeof parseEntityRef>;
  try {
    ref = parseEntityRef(owner.trim(), {
      defaultKind: 'Group',
      defaultNamespace: DEFAULT_NAMESPACE,
    });
  } catch {
    throw problem(
      `\`${owner}\` is not a team: choose one from the catalog, for example group:default/platform`,
    );
  }
  if (ref.kind.toLocaleLowerCase('en-US') !== 'group') {
    throw problem(
      `\`${owner}\` is a ${ref.kind}: a service belongs to a team, choose a group`,
    );
  }
  if (ref.namespace.toLocaleLowerCase('en-US') !== DEFAULT_NAMESPACE) {
    throw problem(
      `\`${owner}\` is not in the catalog's namespace ${DEFAULT_NAMESPACE}, where the teams of services are: choose another`,
    );
  }
  return { name: ref.name, teamRef: stringifyEntityRef(ref) };
}
