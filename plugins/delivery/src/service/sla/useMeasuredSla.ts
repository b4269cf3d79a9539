import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { slaApiRef } from '../../shared/api/SlaApi';
import { queryKeys } from '../../shared/queries/queryKeys';

/** The backend reads again after a minute. */
const REFRESH_MS = 60_000;

/**
 * What is measured of a service's SLA, apart from all else that its page shows. Keeps its last data when a refresh fails.
 *
 * @internal
 */
export function useMeasuredSla(entityRef: string) {
  const api = useApi(slaApiRef);
  return useQuery({
    queryKey: queryKeys.sla(entityRef),
    queryFn: ({ signal }) => api.getMeasuredSla(entityRef, { signal }),
    staleTime: REFRESH_MS / 2,
    refetchInterval: REFRESH_MS,
  });
}
