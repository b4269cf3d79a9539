import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { lineApiRef } from '../../shared/api/LineApi';
import { pollInterval } from '../../shared/queries/polling';
import { queryKeys } from '../../shared/queries/queryKeys';
import { useDeliverySignal } from '../../shared/queries/useDeliverySignal';

/**
 * Whether promotions are stopped in the whole portal, and whether the viewer may change that.
 *
 * @internal
 */
export function useLine() {
  const api = useApi(lineApiRef);
  const signalsAvailable = useDeliverySignal();
  return useQuery({
    queryKey: queryKeys.line(),
    queryFn: ({ signal }) => api.getLine({ signal }),
    refetchInterval: pollInterval(false, signalsAvailable),
  });
}
