import { useApi } from '@backstage/frontend-plugin-api';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { isUnderWay } from '../shared/queries/polling';
import { queryKeys } from '../shared/queries/queryKeys';

const WATCHED_MS = 2_000;

/**
 * Follows a promotion closely until it changes no more; of one that is not known yet the id is enough.
 *
 * @internal
 */
export function usePromotion(followed?: Promotion | { id: string }) {
  const api = useApi(deliveryApiRef);
  return useQuery({
    queryKey: queryKeys.promotion(followed?.id ?? 'none'),
    queryFn: ({ signal }) => api.getPromotion(followed?.id ?? '', { signal }),
    enabled: followed !== undefined,
    initialData: followed && 'status' in followed ? followed : undefined,
    initialDataUpdatedAt: 0,
    refetchInterval: query =>
      isUnderWay(query.state.data) ? WATCHED_MS : false,
  });
}
