import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { rollbackApiRef } from '../shared/api/RollbackApi';
import { queryKeys } from '../shared/queries/queryKeys';

/**
 * The Releases that an environment ran before.
 *
 * @internal
 */
export function useRollbackCandidates(
  entityRef: string,
  environment: string,
  enabled: boolean,
) {
  const api = useApi(rollbackApiRef);
  return useQuery({
    queryKey: queryKeys.rollbackCandidates(entityRef, environment),
    queryFn: ({ signal }) =>
      api.getCandidates(entityRef, environment, { signal }),
    enabled,
  });
}
