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
  /**
   * How many of those that are shown, from the first, are selected after {@link FleetSelection.toggleShown}: as many as can go
   * together with what is selected already. 0 where that adds nothing: then none of them is.
   */
  fits: number;
  /** Selects what is shown, as far as it fits; deselects it where nothing would be added. */
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
  const known = useMemo(
    () => new Set(rows.map(({ entityRef }) => entityRef)),
    [rows],
  );
  const selected = useMemo(
    () => new Set([...chosen].filter(ref => known.has(ref))),
    [chosen, known],
  );
  const refs = useMemo(() => shown.map(({ entityRef }) => entityRef), [shown]);
  const toggle = useCallback(
    (entityRef: string) =>
      setChosen(before => {
        // What left the fleet does not take the place of another.
        const after = new Set([...before].filter(ref => known.has(ref)));
        if (!after.delete(entityRef) && after.size < MAX_TRAIN_SERVICES) {
          after.add(entityRef);
        }
        return after;
      }),
    [known],
  );
  const fits = fitting(selected, refs);
  return {
    selected,
    shown: refs,
    isFull: selected.size >= MAX_TRAIN_SERVICES,
    toggle,
    fits,
    toggleShown: () =>
      setChosen(
        fits === 0
          ? new Set([...selected].filter(ref => !refs.includes(ref)))
          : new Set([...selected, ...refs.slice(0, fits)]),
      ),
    clear: () => setChosen(new Set()),
  };
}

/** How many of `shown`, from the first, can be selected beside what is selected; 0 where all of these are already. */
function fitting(
  selected: ReadonlySet<string>,
  shown: readonly string[],
): number {
  let free = MAX_TRAIN_SERVICES - selected.size;
  let adds = false;
  let count = 0;
  for (const ref of shown) {
    if (!selected.has(ref)) {
      if (free === 0) break;
      free -= 1;
      adds = true;
    }
    count += 1;
  }
  return adds ? count : 0;
}
