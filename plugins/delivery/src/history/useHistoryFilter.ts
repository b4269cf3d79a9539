import {
  useAppLocation,
  useAppSearchParams,
} from '@backstage/frontend-plugin-api';
import { useCallback, useMemo } from 'react';
import {
  FILTER_PARAMS,
  type HistoryFilter,
  historyParams,
  NO_FILTER,
  readHistoryFilter,
} from './historyFilter';

/** The parameter that says which deployment is open. */
const OPEN = 'deployment';

/**
 * The filter of a list of deployments and the deployment that is open, both kept in the address:
 * `?environment=production&cause=rollback&days=30&deployment=…`.
 *
 * @internal
 */
export function useHistoryFilter() {
  const { pathname } = useAppLocation();
  const [params, setParams] = useAppSearchParams();
  const filter = useMemo(() => readHistoryFilter(params), [params]);
  const change = (changes: Partial<HistoryFilter>) =>
    setParams(
      before =>
        withFilter(before, { ...readHistoryFilter(before), ...changes }),
      { replace: true },
    );
  const hrefOf = useCallback(
    (id: string) => {
      const search = new URLSearchParams(params);
      search.set(OPEN, id);
      return `${pathname}?${search}`;
    },
    [pathname, params],
  );
  return {
    filter,
    isFiltered: historyParams(filter).length > 0,
    change,
    clear: () =>
      setParams(before => withFilter(before, NO_FILTER), { replace: true }),
    /** Id of the deployment that is open. */
    open: params.get(OPEN) ?? undefined,
    /** Address of this page with a deployment open. */
    hrefOf,
    close: () =>
      setParams(before => {
        const after = new URLSearchParams(before);
        after.delete(OPEN);
        return after;
      }),
  };
}

function withFilter(
  before: URLSearchParams,
  filter: HistoryFilter,
): URLSearchParams {
  const after = new URLSearchParams(before);
  FILTER_PARAMS.forEach(key => after.delete(key));
  historyParams(filter).forEach(([key, value]) => after.append(key, value));
  return after;
}
