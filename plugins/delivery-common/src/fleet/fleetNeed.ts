import type { FleetCell, FleetNeed, FleetRow } from './Fleet';

/** From what needs somebody most to what needs nobody. */
const MOST_FIRST: readonly FleetNeed[] = [
  'degraded',
  'sync-failing',
  'blocked',
  'unreachable',
  'behind',
  'approval',
  'none',
];

/**
 * Whether nothing current is known about an environment, because of Argo CD or the way to it. What is merely not visible to
 * the viewer, or proven not to be there, is none of that.
 *
 * @public
 */
export function isUnreachable({
  forbidden,
  presence,
  stale,
}: Pick<FleetCell, 'forbidden' | 'presence' | 'stale'>): boolean {
  return !forbidden && (stale || presence === 'unknown');
}

/**
 * Whether an environment differs from Git, as far as that is known. One that was never deployed has nothing that could differ.
 *
 * @public
 */
export function isDrifted({
  forbidden,
  neverDeployed,
  sync,
}: Pick<FleetCell, 'forbidden' | 'neverDeployed' | 'sync'>): boolean {
  return !forbidden && !neverDeployed && sync === 'OutOfSync';
}

/**
 * Whether production is behind the environment before it.
 *
 * @param production - names of the environments that count as production
 * @public
 */
export function isBehindInProduction(
  { environments }: Pick<FleetRow, 'environments'>,
  production: readonly string[],
): boolean {
  return environments.some(
    ({ name, lag }) => lag !== undefined && production.includes(name),
  );
}

/**
 * What a service needs most, and the environment that it is about.
 *
 * @public
 */
export function fleetNeed(
  row: Pick<FleetRow, 'environments' | 'promotion'>,
  production: readonly string[],
): { need: FleetNeed; environment?: string } {
  const { promotion } = row;
  // What matters in production matters more than the same elsewhere.
  const cells = [...row.environments]
    .filter(({ forbidden }) => !forbidden)
    .sort(
      (a, b) =>
        Number(production.includes(b.name)) -
        Number(production.includes(a.name)),
    );
  // What was seen last of an Argo CD that does not answer may have passed.
  const known = cells.filter(cell => !isUnreachable(cell));
  const found = (need: FleetNeed, cell: FleetCell | undefined) =>
    cell && { need, environment: cell.name };
  return (
    found(
      'degraded',
      known.find(({ health }) => health === 'Degraded'),
    ) ??
    found(
      'sync-failing',
      known.find(({ syncFailing }) => syncFailing),
    ) ??
    (promotion?.blocked && {
      need: 'blocked' as const,
      environment: promotion.to,
    }) ??
    found('unreachable', cells.find(isUnreachable)) ??
    found(
      'behind',
      cells.find(({ name, lag }) => lag && production.includes(name)),
    ) ??
    (promotion?.approval === 'awaited'
      ? { need: 'approval' as const, environment: promotion.to }
      : { need: 'none' as const })
  );
}

/**
 * Order of the fleet: by need, then by name.
 *
 * @public
 */
export function compareFleetRows(one: FleetRow, other: FleetRow): number {
  const need = MOST_FIRST.indexOf(one.need) - MOST_FIRST.indexOf(other.need);
  if (need !== 0) return need;
  return (
    one.name.localeCompare(other.name, 'en') ||
    // Names may be the same in several namespaces.
    Number(one.entityRef > other.entityRef) -
      Number(one.entityRef < other.entityRef)
  );
}
