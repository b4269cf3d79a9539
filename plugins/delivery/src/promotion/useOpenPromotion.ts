import { useApi } from '@backstage/frontend-plugin-api';
import type { PromotionRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { queryKeys } from '../shared/queries/queryKeys';

const LOOK_AGAIN_MS = 2_000;

/**
 * Opens a promotion. It goes on when the dialog that began it is closed, and when nobody waits for it any more
 * (`stopWaiting`). While it is not known what became of it (`uncertain`), the service is read again every 2 s: a promotion
 * that was opened shows up there.
 *
 * @internal
 */
export function useOpenPromotion(entityRef: string, request: PromotionRequest) {
  const api = useApi(deliveryApiRef);
  const client = useQueryClient();
  const wait = useRef<AbortController>();
  const mutation = useMutation({
    mutationFn: () => {
      wait.current = new AbortController();
      const { signal } = wait.current;
      return api.openPromotion(entityRef, request, { signal });
    },
    onSettled: () =>
      client.invalidateQueries({ queryKey: queryKeys.service(entityRef) }),
  });
  const { error } = mutation;
  const uncertain =
    error !== null &&
    !(error instanceof DeliveryRequestError && error.nothingChanged);

  useEffect(() => {
    if (!uncertain) return undefined;
    const timer = setInterval(() => {
      client.invalidateQueries({ queryKey: queryKeys.service(entityRef) });
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [client, entityRef, uncertain]);

  return {
    ...mutation,
    uncertain,
    /** The person did not want to wait any longer. */
    stopped: error?.name === 'AbortError',
    stopWaiting: () => wait.current?.abort(),
  };
}
