import { useApi } from '@backstage/frontend-plugin-api';
import type { PromotionRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * Opens a promotion. It goes on when the dialog that began it is closed.
 *
 * @internal
 */
export function useOpenPromotion(entityRef: string, request: PromotionRequest) {
  const api = useApi(deliveryApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.openPromotion(entityRef, request),
    onSettled: () =>
      client.invalidateQueries({ queryKey: queryKeys.service(entityRef) }),
  });
}
