import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import { useCallback } from 'react';
import { sourceUrl } from './sourceUrl';

/**
 * Addresses of files in the repository that an entity came from, as the Git hosts of this portal write them.
 *
 * @internal
 */
export function useSourceUrl(entity: Entity) {
  const integrations = useApi(scmIntegrationsApiRef);
  return useCallback(
    (path: string, line?: number) =>
      sourceUrl(integrations, entity, path, line),
    [integrations, entity],
  );
}
