import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { pollInterval } from '../shared/queries/polling';
import { queryKeys } from '../shared/queries/queryKeys';
import { useDeliverySignal } from '../shared/queries/useDeliverySignal';

/**
 * Services in one line each, by entity ref. What is missing in the map is not visible or no service.
 *
 * @internal
 */
export function useSummaries(entityRefs: string[]) {
  const api = useApi(deliveryApiRef);
  const signalsAvailable = useDeliverySignal();
  return useQuery({
    queryKey: queryKeys.summaries(entityRefs),
    queryFn: ({ signal }) => api.getSummaries(entityRefs, { signal }),
    enabled: entityRefs.length > 0,
    refetchInterval: pollInterval(false, signalsAvailable),
  });
}
