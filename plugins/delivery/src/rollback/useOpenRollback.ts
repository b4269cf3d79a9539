import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Promotion,
  RollbackRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useOpening } from '../promotion/useOpening';
import { rollbackApiRef } from '../shared/api/RollbackApi';

/**
 * Opens the pull request of a rollback, with the reason that the person gave.
 *
 * @param request - undefined while it is not known what to go back to
 * @param onOpened - called while the page that asked for it is there
 * @internal
 */
export function useOpenRollback(
  entityRef: string,
  request: RollbackRequest | undefined,
  onOpened: (rollback: Promotion) => void,
) {
  const api = useApi(rollbackApiRef);
  return useOpening(
    entityRef,
    ({ signal, reason }) => {
      if (!request) throw new Error('There is nothing to roll back to');
      return api.openRollback(
        entityRef,
        { ...request, ...(reason && { reason }) },
        { signal },
      );
    },
    onOpened,
  );
}
