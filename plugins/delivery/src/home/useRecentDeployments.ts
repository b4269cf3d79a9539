import { useApi } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { useQueries } from '@tanstack/react-query';
import { historyApiRef } from '../shared/api/HistoryApi';
import { queryKeys } from '../shared/queries/queryKeys';

const DAY_MS = 24 * 60 * 60 * 1000;
const SHOWN = 8;

/**
 * What was deployed of some teams' services since yesterday, newest first. `data` is undefined until all have answered, and
 * `error` is there when one has not.
 *
 * @param teams - entity refs
 * @internal
 */
export function useRecentDeployments(teams: string[]) {
  const api = useApi(historyApiRef);
  return useQueries({
    queries: teams.map(team => ({
      queryKey: queryKeys.recent(team),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.getDeployments(
          {
            team,
            since: startOfYesterday(Date.now()),
            limit: SHOWN,
          },
          { signal },
        ),
      refetchInterval: 30_000,
    })),
    combine: results => ({
      data: results.every(({ data }) => data)
        ? newest(results.flatMap(({ data }) => data?.items ?? []))
        : undefined,
      error: results.find(({ error, data }) => error && !data)?.error,
      refetch: () => results.forEach(result => result.refetch()),
    }),
  });
}

function startOfYesterday(now: number): string {
  const day = new Date(now - DAY_MS);
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}

function newest(deployments: Deployment[]): Deployment[] {
  return [...new Map(deployments.map(each => [each.id, each])).values()]
    .sort((a, b) => b.from.localeCompare(a.from))
    .slice(0, SHOWN);
}
