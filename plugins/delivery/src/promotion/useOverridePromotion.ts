import { useApi } from '@backstage/frontend-plugin-api';
import type {
  OpenOverrideRequest,
  Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * Overrides gates of a promotion that is open. The page shows the answer at once, and after a refusal what is true now.
 *
 * @internal
 */
export function useOverridePromotion(
  { id, entityRef }: Promotion,
  request: OpenOverrideRequest,
  onOverridden: () => void,
) {
  const api = useApi(deliveryApiRef);
  const client = useQueryClient();
  const queryKey = queryKeys.promotion(id);
  return useMutation({
    mutationFn: () =>
      api.overridePromotion(id, { ...request, reason: request.reason.trim() }),
    onSuccess: async overridden => {
      // What was asked for before must not take its place.
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, overridden);
      onOverridden();
    },
    onError: () => client.invalidateQueries({ queryKey }),
    onSettled: () =>
      client.invalidateQueries({ queryKey: queryKeys.service(entityRef) }),
  });
}
