import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deliveryApiRef } from '../shared/api/DeliveryApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * Asks Argo CD to sync an environment, then looks at what became of it.
 *
 * @internal
 */
export function useSyncEnvironment(entityRef: string, environment: string) {
  const api = useApi(deliveryApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.syncEnvironment(entityRef, environment),
    onSettled: () =>
      client.invalidateQueries({ queryKey: queryKeys.service(entityRef) }),
  });
}
