import { useApi } from '@backstage/frontend-plugin-api';
import type { DoraQuery } from '@stonegarden/backstage-plugin-delivery-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { historyApiRef } from '../shared/api/HistoryApi';
import { queryKeys } from '../shared/queries/queryKeys';

const POLL_MS = 60_000;

/**
 * DORA metrics; those of the question before stay until the answer comes.
 *
 * @internal
 */
export function useDora(query: DoraQuery) {
  const api = useApi(historyApiRef);
  return useQuery({
    queryKey: queryKeys.dora(query),
    queryFn: ({ signal }) => api.getDora(query, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
}
