import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * What the pull request of a promotion changes; read again when its branch points elsewhere.
 *
 * @internal
 */
export function usePromotionFiles(id: string, commit: string) {
  const api = useApi(deliveryApiRef);
  return useQuery({
    queryKey: queryKeys.promotionFiles(id, commit),
    queryFn: ({ signal }) => api.getPromotionFiles(id, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}
