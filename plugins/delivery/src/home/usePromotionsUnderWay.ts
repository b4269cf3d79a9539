import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { pollInterval } from '../shared/queries/polling';
import { queryKeys } from '../shared/queries/queryKeys';
import { useDeliverySignal } from '../shared/queries/useDeliverySignal';

/**
 * Promotions and rollbacks of all services that have not ended, as far as the viewer may see them.
 *
 * @internal
 */
export function usePromotionsUnderWay() {
  const api = useApi(deliveryApiRef);
  const signalsAvailable = useDeliverySignal();
  return useQuery({
    queryKey: queryKeys.underWay(),
    queryFn: ({ signal }) => api.getPromotionsUnderWay({ signal }),
    refetchInterval: pollInterval(false, signalsAvailable),
  });
}
