import { useApi } from '@backstage/frontend-plugin-api';
import type { PromotionRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { useOpening } from './useOpening';

/**
 * Opens a promotion, with the reason that the person gave.
 *
 * @internal
 */
export function useOpenPromotion(entityRef: string, request: PromotionRequest) {
  const api = useApi(deliveryApiRef);
  return useOpening(entityRef, ({ signal, reason }) =>
    api.openPromotion(
      entityRef,
      { ...request, ...(reason && { reason }) },
      { signal },
    ),
  );
}
