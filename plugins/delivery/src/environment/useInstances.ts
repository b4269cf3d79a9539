import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { pollInterval } from '../shared/queries/polling';
import { queryKeys } from '../shared/queries/queryKeys';
import { useDeliverySignal } from '../shared/queries/useDeliverySignal';

/**
 * The Argo CD instances and whether they answer; while one is silent it is looked at closely.
 *
 * @internal
 */
export function useInstances() {
  const api = useApi(deliveryApiRef);
  const signalsAvailable = useDeliverySignal();
  return useQuery({
    queryKey: queryKeys.instances(),
    queryFn: ({ signal }) => api.getInstances({ signal }),
    refetchInterval: ({ state }) =>
      pollInterval(
        state.data?.some(({ reachable }) => !reachable) ?? false,
        signalsAvailable,
      ),
  });
}
