import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { pollInterval } from '../shared/queries/polling';
import { queryKeys } from '../shared/queries/queryKeys';
import { useDeliverySignal } from '../shared/queries/useDeliverySignal';

/**
 * All services that the viewer may see, by need.
 *
 * @internal
 */
export function useFleet() {
  const api = useApi(deliveryApiRef);
  const signalsAvailable = useDeliverySignal();
  return useQuery({
    queryKey: queryKeys.fleet(),
    queryFn: ({ signal }) => api.getFleet({ signal }),
    refetchInterval: pollInterval(false, signalsAvailable),
  });
}
