import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from './queries/queryKeys';

/**
 * Entity refs that the viewer owns things as: their own and those of their teams. Undefined until that is known.
 *
 * @internal
 */
export function useOwnership(): string[] | undefined {
  const identity = useApi(identityApiRef);
  const { data } = useQuery({
    queryKey: queryKeys.viewer(),
    queryFn: () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  });
  return data?.ownershipEntityRefs;
}
