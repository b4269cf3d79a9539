import {
  type FleetRow,
  MAX_TRAIN_SERVICES,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useCallback, useMemo, useState } from 'react';

/**
 * Services that are selected on the fleet's page.
 *
 * @internal
 */
export interface FleetSelection {
  /** Refs of the services. */
  selected: ReadonlySet<string>;
  /** Refs of those that the filter leaves, in their order. */
  shown: readonly string[];
  /** No more can be selected. */
  isFull: boolean;
  toggle: (entityRef: string) => void;
  /** Selects what is shown, as many as can go together, or nothing where all of it is selected. */
  toggleShown: () => void;
  clear: () => void;
}

/**
 * What is selected stays selected while the filter hides it, until it leaves the fleet.
 *
 * @param rows - all there are
 * @param shown - those that the filter leaves, in their order
 * @internal
 */
export function useFleetSelection(
  rows: readonly FleetRow[],
  shown: readonly FleetRow[],
): FleetSelection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(() => {
    const known = new Set(rows.map(({ entityRef }) => entityRef));
    return new Set([...chosen].filter(ref => known.has(ref)));
  }, [chosen, rows]);
  const refs = useMemo(() => shown.map(({ entityRef }) => entityRef), [shown]);
  const toggle = useCallback(
    (entityRef: string) =>
      setChosen(before => {
        const after = new Set(before);
        if (!after.delete(entityRef) && after.size < MAX_TRAIN_SERVICES) {
          after.add(entityRef);
        }
        return after;
      }),
    [],
  );
  return {
    selected,
    shown: refs,
    isFull: selected.size >= MAX_TRAIN_SERVICES,
    toggle,
    toggleShown: () => {
      const all = refs.slice(0, MAX_TRAIN_SERVICES);
      setChosen(
        all.every(ref => selected.has(ref))
          ? new Set([...selected].filter(ref => !refs.includes(ref)))
          : new Set([...selected, ...refs].slice(0, MAX_TRAIN_SERVICES)),
      );
    },
    clear: () => setChosen(new Set()),
  };
}
