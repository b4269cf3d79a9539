import { useApi } from '@backstage/frontend-plugin-api';
import type { Train } from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import { trainApiRef } from '../shared/api/TrainApi';
import { isUnderWay } from '../shared/queries/polling';
import { queryKeys } from '../shared/queries/queryKeys';

const WATCHED_MS = 2_000;

/**
 * Whether something of a train still changes.
 *
 * @internal
 */
export function isTrainUnderWay(train: Train | undefined): boolean {
  return (
    train !== undefined &&
    train.members.some(
      ({ opening, promotion }) => opening || isUnderWay(promotion),
    )
  );
}

/**
 * Follows a train until nothing of it changes any more.
 *
 * @internal
 */
export function useTrain(
  id: string | undefined,
  { watched = true }: { watched?: boolean } = {},
) {
  const api = useApi(trainApiRef);
  return useQuery({
    queryKey: queryKeys.train(id ?? 'none'),
    queryFn: ({ signal }) => api.getTrain(id ?? '', { signal }),
    enabled: id !== undefined,
    staleTime: watched ? 0 : 60_000,
    refetchInterval: query =>
      watched && isTrainUnderWay(query.state.data) ? WATCHED_MS : false,
  });
}
