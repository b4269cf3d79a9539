import {
  type Fleet,
  type FleetRow,
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
  'all',
  'attention',
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
 * Rows of each view.
 *
 * @internal
 */
export function countViews({
  items,
  productionEnvironments,
}: Fleet): Record<FleetViewName, number> {
  const count = (view: FleetViewName) =>
    items.filter(row => isInView(view, row, productionEnvironments)).length;
  return {
    all: items.length,
    attention: count('attention'),
    behind: count('behind'),
    drifted: count('drifted'),
    unreachable: count('unreachable'),
  };
}

/** What cannot wait. */
const NOW: ReadonlyArray<FleetRow['need']> = [
  'degraded',
  'sync-failing',
  'blocked',
];

/**
 * Services that need somebody now.
 *
 * @internal
 */
export function countUrgent({ items }: Fleet): number {
  return items.filter(({ need }) => NOW.includes(need)).length;
}
