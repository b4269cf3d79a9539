import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Promotion,
  PromotionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { useOpening } from './useOpening';

/**
 * Opens a promotion, with the reason that the person gave.
 *
 * @param onOpened - called while the page that asked for it is there
 * @internal
 */
export function useOpenPromotion(
  entityRef: string,
  request: PromotionRequest,
  onOpened: (promotion: Promotion) => void,
) {
  const api = useApi(deliveryApiRef);
  return useOpening(
    entityRef,
    ({ signal, reason, override }) =>
      api.openPromotion(
        entityRef,
        {
          ...request,
          ...(reason && { reason }),
          ...(override && {
            override: { ...override, reason: override.reason.trim() },
          }),
        },
        { signal },
      ),
    onOpened,
  );
}
