import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from './queries/queryKeys';

/**
 * Who looks at the page, and what they own things as.
 *
 * @internal
 */
export function useIdentity() {
  const identity = useApi(identityApiRef);
  return useQuery({
    queryKey: queryKeys.viewer(),
    queryFn: () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  });
}
