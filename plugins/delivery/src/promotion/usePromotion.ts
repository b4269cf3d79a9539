import { useApi } from '@backstage/frontend-plugin-api';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { isUnderWay } from '../shared/queries/polling';
import { queryKeys } from '../shared/queries/queryKeys';

const WATCHED_MS = 2_000;

/**
 * Follows a promotion closely until it changes no more.
 *
 * @internal
 */
export function usePromotion(initial?: Promotion) {
  const api = useApi(deliveryApiRef);
  return useQuery({
    queryKey: queryKeys.promotion(initial?.id ?? 'none'),
    queryFn: ({ signal }) => api.getPromotion(initial?.id ?? '', { signal }),
    enabled: initial !== undefined,
    initialData: initial,
    initialDataUpdatedAt: 0,
    refetchInterval: query =>
      isUnderWay(query.state.data) ? WATCHED_MS : false,
  });
}
