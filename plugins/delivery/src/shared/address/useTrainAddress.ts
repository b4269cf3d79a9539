import {
  useAppLocation,
  useAppNavigate,
  useAppSearchParams,
} from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';

const PARAMS = ['train', 'promote', 'to'] as const;

/** Marks the entry of the browser's history that opening the dialog made. */
const OPENED_HERE = 'delivery-train';

/**
 * What the dialog of several services keeps in the address of the fleet: `?train=<id>` while it follows a train,
 * `?promote=<ref>&promote=<ref>&to=staging` while one is chosen.
 *
 * @internal
 */
export interface TrainAddress {
  /** Id of the train that is followed. */
  train?: string;
  /** Refs of the services that are to be promoted. */
  services: string[];
  /** The environment that they are to be promoted to. */
  to?: string;
}

/**
 * The dialog of several services, as the address has it, so that a reload, Back and a shared link keep it. Opening it makes an
 * entry of the browser's history, and closing it leaves that entry; where a link led to it, closing it replaces the address.
 *
 * @internal
 */
export function useTrainAddress() {
  const [search, setSearch] = useAppSearchParams();
  const { state } = useAppLocation();
  const navigate = useAppNavigate();
  const address = useMemo(() => readAddress(search), [search]);

  const set = (
    next: TrainAddress | undefined,
    options: { replace?: true; state?: unknown },
  ) =>
    setSearch(before => {
      const after = new URLSearchParams(before);
      PARAMS.forEach(name => after.delete(name));
      if (next?.train) after.set('train', next.train);
      next?.services.forEach(service => after.append('promote', service));
      if (next?.to) after.set('to', next.to);
      return after;
    }, options);

  return {
    /** Undefined while the dialog is closed. */
    address,
    open: (next: TrainAddress) => set(next, { state: OPENED_HERE }),
    change: (next: TrainAddress) => set(next, { replace: true, state }),
    close: () => {
      if (state === OPENED_HERE) navigate(-1);
      else set(undefined, { replace: true });
    },
  };
}

function readAddress(search: URLSearchParams): TrainAddress | undefined {
  const train = search.get('train');
  const services = [...new Set(search.getAll('promote'))];
  const to = search.get('to');
  if (!train && services.length === 0) return undefined;
  return {
    services: train ? [] : services,
    ...(train ? { train } : {}),
    ...(to && !train ? { to } : {}),
  };
}
