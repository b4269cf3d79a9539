import { useApi } from '@backstage/frontend-plugin-api';
import type { RollbackRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { usePreview } from '../promotion/usePreview';
import { rollbackApiRef } from '../shared/api/RollbackApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * What a rollback would do.
 *
 * @param request - undefined while it is not known what to go back to
 * @internal
 */
export function useRollbackPreview(
  entityRef: string,
  request: RollbackRequest | undefined,
  enabled: boolean,
) {
  const api = useApi(rollbackApiRef);
  return usePreview({
    queryKey: queryKeys.rollbackPreview(entityRef, request),
    ask: options => {
      if (!request) throw new Error('There is nothing to preview');
      return api.previewRollback(entityRef, request, options);
    },
    enabled: enabled && request !== undefined,
  });
}
