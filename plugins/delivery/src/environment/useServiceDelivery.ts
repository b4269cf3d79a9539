import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { isBusy, pollInterval } from '../shared/queries/polling';
import { queryKeys } from '../shared/queries/queryKeys';
import { useDeliverySignal } from '../shared/queries/useDeliverySignal';

/**
 * A service's environments, kept fresh by signals and polling. Keeps its last data when a refresh fails.
 *
 * @internal
 */
export function useServiceDelivery(entityRef: string) {
  const api = useApi(deliveryApiRef);
  const signalsAvailable = useDeliverySignal(entityRef);
  return useQuery({
    queryKey: queryKeys.service(entityRef),
    queryFn: ({ signal }) => api.getService(entityRef, { signal }),
    refetchInterval: query =>
      pollInterval(isBusy(query.state.data), signalsAvailable),
  });
}
