import type {
  Fleet,
  FleetRow,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { useIdentity } from '../shared/useIdentity';
import { useEntityNames } from '../shared/useEntityNames';
import { filterFleet, isMine, searchTexts } from './filterFleet';
import type { FleetFilter } from './fleetFilter';
import { isInView } from './fleetViews';

const NONE: readonly FleetRow[] = [];

/**
 * What of the fleet is shown, and what its chips count.
 *
 * @internal
 */
export function useFleetRows(fleet: Fleet | undefined, filter: FleetFilter) {
  const items = fleet?.items ?? NONE;
  const identity = useIdentity();
  const owners = identity.data?.ownershipEntityRefs;
  const refs = useMemo(
    () => [
      ...new Set(
        items.flatMap(({ owner, system }) => [
          owner,
          ...(system ? [system] : []),
        ]),
      ),
    ],
    [items],
  );
  const nameOf = useEntityNames(refs);
  const texts = useMemo(() => searchTexts(items, nameOf), [items, nameOf]);
  const anybodys = useMemo(
    () => filterFleet(items, { ...filter, mine: false }, texts, owners),
    [items, filter, texts, owners],
  );
  const mine = useMemo(
    () => anybodys.filter(row => isMine(row, owners)),
    [anybodys, owners],
  );
  const narrowed = filter.mine ? mine : anybodys;
  const shown = useMemo(
    () =>
      fleet
        ? narrowed.filter(row =>
            isInView(filter.view, row, fleet.productionEnvironments),
          )
        : [],
    [fleet, narrowed, filter.view],
  );
  return {
    /** All but the view narrows them. */
    narrowed,
    shown,
    /** Undefined while it is not known whose the viewer is. */
    mine: owners && mine.length,
    /** Whose the viewer is was asked for, and not answered. */
    isMineUnknown: !owners && identity.isError,
    nameOf,
  };
}
