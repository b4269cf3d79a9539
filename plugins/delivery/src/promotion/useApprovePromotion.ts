import { useApi } from '@backstage/frontend-plugin-api';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * Approves the commit of a promotion that the dialog showed. The page shows the answer at once, and after a refusal what is
 * true now.
 *
 * @internal
 */
export function useApprovePromotion(
  { id, entityRef }: Promotion,
  approval: { commit: string; reason: string },
  onApproved: () => void,
) {
  const api = useApi(deliveryApiRef);
  const client = useQueryClient();
  const queryKey = queryKeys.promotion(id);
  return useMutation({
    mutationFn: () => {
      const { commit } = approval;
      const reason = approval.reason.trim();
      return api.approvePromotion(id, { commit, ...(reason && { reason }) });
    },
    onSuccess: async approved => {
      // What was asked for before the approval must not take its place.
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, approved);
      onApproved();
    },
    onError: () => client.invalidateQueries({ queryKey }),
    onSettled: () =>
      client.invalidateQueries({ queryKey: queryKeys.service(entityRef) }),
  });
}
