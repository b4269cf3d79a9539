import type {
  FleetCell,
  FleetRow,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Grouping } from '../fleetFilter';
import { groupFleet } from '../groupFleet';

/**
 * A line of the fleet: a service, or what is said of the group that follows.
 *
 * @internal
 */
export type MatrixItem =
  | { kind: 'service'; key: string; row: FleetRow }
  | {
      kind: 'group';
      key: string;
      /** See `FleetGroup`. */
      group: string;
      by: Grouping;
      services: number;
      cells: FleetCell[];
      isOpen: boolean;
    };

/**
 * The lines of the fleet in their order: services, or groups each with its services where it is open.
 *
 * @param closed - keys of groups whose services are not shown
 * @internal
 */
export function matrixItems(
  rows: readonly FleetRow[],
  by: Grouping | undefined,
  closed: ReadonlySet<string>,
): MatrixItem[] {
  if (!by) {
    return rows.map(row => ({ kind: 'service', key: row.entityRef, row }));
  }
  return groupFleet(rows, by).flatMap(
    ({ key: group, rows: services, cells }) => {
      const key = `${by} ${group}`;
      const isOpen = !closed.has(key);
      const head: MatrixItem = {
        kind: 'group',
        key,
        group,
        by,
        services: services.length,
        cells,
        isOpen,
      };
      return [
        head,
        ...(isOpen
          ? services.map(
              (row): MatrixItem => ({
                kind: 'service',
                key: `${key} ${row.entityRef}`,
                row,
              }),
            )
          : []),
      ];
    },
  );
}
