import {
  type FleetRow,
  fleetNeed,
  isBehindInProduction,
  isDrifted,
  isUnreachable,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What of the fleet is looked at, as it stands in the address.
 *
 * @internal
 */
export const FLEET_VIEWS = [
  'attention',
  'all',
  'behind',
  'drifted',
  'unreachable',
] as const;

export type FleetViewName = (typeof FLEET_VIEWS)[number];

/**
 * Whether a service belongs to a view.
 *
 * @param production - names of the environments that count as production
 * @internal
 */
export function isInView(
  view: FleetViewName,
  row: FleetRow,
  production: readonly string[],
): boolean {
  switch (view) {
    case 'attention':
      return row.need !== 'none';
    case 'behind':
      return isBehindInProduction(row, production);
    case 'drifted':
      return row.environments.some(isDrifted);
    case 'unreachable':
      return row.environments.some(isUnreachable);
    default:
      return true;
  }
}

/**
 * How many of some rows each view has.
 *
 * @param production - names of the environments that count as production
 * @internal
 */
export function countViews(
  rows: readonly FleetRow[],
  production: readonly string[],
): Record<FleetViewName, number> {
  const count = (view: FleetViewName) =>
    rows.filter(row => isInView(view, row, production)).length;
  return {
    all: rows.length,
    attention: count('attention'),
    behind: count('behind'),
    drifted: count('drifted'),
    unreachable: count('unreachable'),
  };
}

/** What cannot wait. */
const NOW = ['degraded', 'sync-failing', 'blocked'] as const;

/**
 * Services that need somebody now, and where.
 *
 * @param production - names of the environments that count as production
 * @internal
 */
export function urgentServices(
  rows: readonly FleetRow[],
  production: readonly string[],
): Array<{
  row: FleetRow;
  need: (typeof NOW)[number];
  environment: string;
}> {
  return rows.flatMap(row => {
    const need = NOW.find(one => one === row.need);
    const { environment } = need ? fleetNeed(row, production) : {};
    return need && environment !== undefined
      ? [{ row, need, environment }]
      : [];
  });
}
