import { useApi } from '@backstage/frontend-plugin-api';
import type { PromotionRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';

const GATES_MS = 10_000;

/**
 * What a promotion would do, asked anew each time the dialog opens; gates may change while it is open. Who does not want to
 * wait for the answer stops it, and asks again by `retry`.
 *
 * @internal
 */
export function usePromotionPreview(
  entityRef: string,
  request: PromotionRequest,
  enabled: boolean,
) {
  const api = useApi(deliveryApiRef);
  const client = useQueryClient();
  const [stopped, setStopped] = useState(false);
  const queryKey = queryKeys.preview(entityRef, request);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.previewPromotion(entityRef, request, { signal }),
    enabled: enabled && !stopped,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: GATES_MS,
  });
  return {
    data: query.data,
    error: query.error,
    /** The browser has no network. */
    offline: query.fetchStatus === 'paused',
    stopped,
    stop: () => {
      setStopped(true);
      client.cancelQueries({ queryKey });
    },
    retry: () => {
      setStopped(false);
      if (!stopped) query.refetch();
    },
  };
}
