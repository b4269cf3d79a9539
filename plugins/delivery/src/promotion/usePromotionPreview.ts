import { useApi } from '@backstage/frontend-plugin-api';
import type { PromotionRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';

const GATES_MS = 10_000;

/**
 * What a promotion would do, asked anew each time the dialog opens; gates may change while it is open.
 *
 * @internal
 */
export function usePromotionPreview(
  entityRef: string,
  request: PromotionRequest,
  enabled: boolean,
) {
  const api = useApi(deliveryApiRef);
  return useQuery({
    queryKey: queryKeys.preview(entityRef, request),
    queryFn: ({ signal }) =>
      api.previewPromotion(entityRef, request, { signal }),
    enabled,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: GATES_MS,
  });
}
