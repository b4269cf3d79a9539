import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * Asks Argo CD to sync an environment, then looks at what became of it. With `prune` the sync also removes what Git no longer
 * has.
 *
 * @internal
 */
export function useSyncEnvironment(
  entityRef: string,
  environment: string,
  request?: { prune: true },
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
