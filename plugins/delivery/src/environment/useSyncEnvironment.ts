import { useApi } from '@backstage/frontend-plugin-api';
import type { SyncRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * Asks Argo CD to sync an environment, then looks at what became of it. With `prune` it only removes
 * these resources.
 *
 * @internal
 */
export function useSyncEnvironment(
  entityRef: string,
  environment: string,
  request?: SyncRequest,
) {
  const api = useApi(deliveryApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      request
        ? api.syncEnvironment(entityRef, environment, request)
        : api.syncEnvironment(entityRef, environment),
    onSettled: () =>
      client.invalidateQueries({ queryKey: queryKeys.service(entityRef) }),
  });
}
