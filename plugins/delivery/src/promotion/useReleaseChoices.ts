import { useApi } from '@backstage/frontend-plugin-api';
import { releaseChoices } from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import { historyApiRef } from '../shared/api/HistoryApi';
import { queryKeys } from '../shared/queries/queryKeys';

/** Nobody chooses among more. */
const DEPLOYMENTS = 200;

/**
 * The Releases of a service's history that may be promoted to an environment.
 *
 * @param path - the environments before the target, in the order of the path, and the target as the last
 * @internal
 */
export function useReleaseChoices(
  entityRef: string,
  path: string[],
  enabled: boolean,
) {
  const api = useApi(historyApiRef);
  return useQuery({
    queryKey: queryKeys.releaseChoices(entityRef, path),
    queryFn: async ({ signal }) => {
      const { items } = await api.getDeployments(
        { service: entityRef, environments: path, limit: DEPLOYMENTS },
        { signal },
      );
      return releaseChoices(items, path);
    },
    enabled,
  });
}
