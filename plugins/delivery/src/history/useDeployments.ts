import { useApi } from '@backstage/frontend-plugin-api';
import type { DeploymentQuery } from '@stonegarden/backstage-plugin-delivery-common';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { historyApiRef } from '../shared/api/HistoryApi';
import { queryKeys } from '../shared/queries/queryKeys';
import { useDeliverySignal } from '../shared/queries/useDeliverySignal';

const PAGE = 100;
const POLL_MS = 30_000;

/**
 * Deployments page by page, newest first. While only the first page is shown it is kept fresh; a reader who went further
 * back keeps what is there until they ask again.
 *
 * @internal
 */
export function useDeployments(query: DeploymentQuery) {
  const api = useApi(historyApiRef);
  useDeliverySignal();
  return useInfiniteQuery({
    queryKey: queryKeys.deployments(query),
    queryFn: ({ pageParam, signal }) =>
      api.getDeployments(
        { ...query, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: page => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      (state.data?.pages.length ?? 0) > 1 ? false : POLL_MS,
    refetchOnWindowFocus: false,
  });
}
