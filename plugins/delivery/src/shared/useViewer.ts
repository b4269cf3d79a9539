import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { queryKeys } from './queries/queryKeys';

/**
 * Entity ref of who looks at the page; undefined until that is known.
 *
 * @internal
 */
export function useViewer(): string | undefined {
  const identity = useApi(identityApiRef);
  const { data } = useQuery({
    queryKey: queryKeys.viewer(),
    queryFn: () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  });
  return data?.userEntityRef;
}
