import { useApi } from '@backstage/frontend-plugin-api';
import type { PromotionRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';
import { usePreview } from './usePreview';

/**
 * What a promotion would do.
 *
 * @internal
 */
export function usePromotionPreview(
  entityRef: string,
  request: PromotionRequest,
  enabled: boolean,
) {
  const api = useApi(deliveryApiRef);
  return usePreview({
    queryKey: queryKeys.preview(entityRef, request),
    ask: options => api.previewPromotion(entityRef, request, options),
    enabled,
    isPending: ({ sourceCommits }) => sourceCommits?.status === 'pending',
  });
}
