import type {
  FleetCell,
  FleetRow,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Grouping } from './fleetFilter';

/**
 * Services that belong together.
 *
 * @internal
 */
export interface FleetGroup {
  /** What they have in common: an entity ref of a team or a system, or the name of a cluster; empty where they have none. */
  key: string;
  rows: FleetRow[];
  /** The environments that count for the group: of a cluster only those in it. */
  cells: FleetCell[];
}

/**
 * Groups services, each group in their order, and the groups by what they need most: in the order of their first rows. A
 * service that runs in several clusters is in the group of each.
 *
 * @internal
 */
export function groupFleet(
  rows: readonly FleetRow[],
  by: Grouping,
): FleetGroup[] {
  const groups = new Map<string, FleetGroup>();
  for (const row of rows) {
    for (const key of keysOf(row, by)) {
      const group = groups.get(key) ?? { key, rows: [], cells: [] };
      groups.set(key, group);
      group.rows.push(row);
      group.cells.push(
        ...(by === 'cluster'
          ? row.environments.filter(({ cluster }) => cluster === key)
          : row.environments),
      );
    }
  }
  return [...groups.values()];
}

function keysOf(row: FleetRow, by: Grouping): string[] {
  switch (by) {
    case 'team':
      return [row.owner];
    case 'system':
      return [row.system ?? ''];
    default: {
      const clusters = new Set(row.environments.map(({ cluster }) => cluster));
      return clusters.size > 0 ? [...clusters] : [''];
    }
  }
}
