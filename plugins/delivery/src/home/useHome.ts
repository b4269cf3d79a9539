import { stringifyEntityRef } from '@backstage/catalog-model';
import { useMemo } from 'react';
import { useSummaries } from '../environment/useSummaries';
import { homeItems } from './homeItems';
import { useMyServices } from './useMyServices';
import { useOwnership } from '../shared/useOwnership';
import { usePromotionsUnderWay } from './usePromotionsUnderWay';

/**
 * What is the viewer's and what waits for them. `items` holds what is known already; `complete` says that it is all.
 *
 * @internal
 */
export function useHome() {
  const mine = useMyServices(useOwnership());
  const refs = useMemo(
    () => (mine.data?.services ?? []).map(entity => stringifyEntityRef(entity)),
    [mine.data],
  );
  const summaries = useSummaries(refs);
  const underWay = usePromotionsUnderWay();
  const items = useMemo(
    () =>
      homeItems(underWay.data?.items ?? [], [
        ...(summaries.data?.values() ?? []),
      ]),
    [underWay.data, summaries.data],
  );
  const failed = [mine, summaries, underWay].filter(
    ({ data, error }) => error && !data,
  );
  const complete =
    underWay.data !== undefined &&
    mine.data !== undefined &&
    (refs.length === 0 || summaries.data !== undefined);
  return {
    mine,
    refs,
    summaries,
    items,
    complete,
    error: failed[0]?.error ?? undefined,
    retry: () => failed.forEach(query => query.refetch()),
  };
}
