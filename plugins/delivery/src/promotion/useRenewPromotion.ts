import { useApi } from '@backstage/frontend-plugin-api';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * Renews a promotion whose pull request conflicts: another promotion of the same change takes its place.
 *
 * @internal
 */
export function useRenewPromotion(
  promotion: Promotion,
  onRenewed: (renewed: Promotion) => void,
) {
  const api = useApi(deliveryApiRef);
  const client = useQueryClient();
  const wait = useRef<AbortController>();
  const mutation = useMutation({
    mutationFn: () => {
      wait.current = new AbortController();
      const { signal } = wait.current;
      return api.renewPromotion(promotion.id, { signal });
    },
    onSuccess: onRenewed,
    onSettled: () => {
      client.invalidateQueries({ queryKey: queryKeys.promotion() });
      client.invalidateQueries({
        queryKey: queryKeys.service(promotion.entityRef),
      });
    },
  });
  return { ...mutation, stopWaiting: () => wait.current?.abort() };
}
