import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import { useCallback, useMemo } from 'react';
import {
  type FleetFilter,
  readFleetFilter,
  withFleetFilter,
} from './fleetFilter';

/**
 * What of the fleet is shown, kept in the address: `?show=behind&team=group:default/product`.
 *
 * @internal
 */
export function useFleetFilter(): [
  FleetFilter,
  (changes: Partial<FleetFilter>) => void,
] {
  const [params, setParams] = useAppSearchParams();
  const filter = useMemo(() => readFleetFilter(params), [params]);
  const change = useCallback(
    (changes: Partial<FleetFilter>) =>
      setParams(before => withFleetFilter(before, changes), { replace: true }),
    [setParams],
  );
  return [filter, change];
}
