import { useApi } from '@backstage/frontend-plugin-api';
import type { RolloutActionRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { rollbackApiRef } from '../shared/api/RollbackApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * Acts on the canary of an environment, then looks at what became of it.
 *
 * @internal
 */
export function useRolloutAction(
  entityRef: string,
  environment: string,
  request: RolloutActionRequest,
) {
  const api = useApi(rollbackApiRef);
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.runRolloutAction(entityRef, environment, request),
    onSettled: () => {
      client.invalidateQueries({
        queryKey: queryKeys.environmentParts(entityRef),
      });
      return client.invalidateQueries({
        queryKey: queryKeys.service(entityRef),
      });
    },
  });
}
