import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { useCallback } from 'react';
import { ENVIRONMENTS_PATH } from '../routes';

/**
 * Addresses of the dialog that rolls an environment back to a deployment. Undefined for what runs now, for a Release that
 * is not known, and in an environment that the viewer may not roll back.
 *
 * @param environments - those that the viewer may roll back
 * @internal
 */
export function useRollbackHref(
  environments: string[] = [],
): (deployment: Deployment) => string | undefined {
  const entityLink = useEntityRefLink();
  // A list's rows stay as they are while the list says the same.
  const names = environments.join('\n');
  return useCallback(
    ({ id, entityRef, environment, release, until }) => {
      const can =
        until !== undefined &&
        release !== undefined &&
        names.split('\n').includes(environment);
      const search = new URLSearchParams({
        rollback: environment,
        deployment: id,
      });
      return can
        ? `${entityLink(entityRef)}${ENVIRONMENTS_PATH}?${search}`
        : undefined;
    },
    [entityLink, names],
  );
}
