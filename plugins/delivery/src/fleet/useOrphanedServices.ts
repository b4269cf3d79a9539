import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';

const POLL_MS = 60_000;

/**
 * Services that Argo CD still has applications of and the catalog does not have; empty where that is not known.
 *
 * @internal
 */
export function useOrphanedServices() {
  const api = useApi(deliveryApiRef);
  const { data = [] } = useQuery({
    queryKey: queryKeys.orphanedServices(),
    queryFn: ({ signal }) => api.getOrphanedServices({ signal }),
    refetchInterval: POLL_MS,
  });
  return data;
}
