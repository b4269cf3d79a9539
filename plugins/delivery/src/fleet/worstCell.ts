import type { FleetCell } from '@stonegarden/backstage-plugin-delivery-common';
import { CELL_STATES, type CellState, cellState } from './cellState';

/** States that say nothing about how a service is as long as another environment does. */
const ASIDE: readonly CellState[] = ['neverDeployed', 'hidden'];

function rank(cell: FleetCell): number {
  const state = cellState(cell);
  return (
    CELL_STATES.indexOf(state) +
    (ASIDE.includes(state) ? CELL_STATES.length : 0)
  );
}

/**
 * The environment of a service that needs somebody most, production before others in the same state; undefined where there
 * is none.
 *
 * @param production - names of the environments that count as production
 * @internal
 */
export function worstCell(
  cells: readonly FleetCell[],
  production: readonly string[],
): FleetCell | undefined {
  return [...cells].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      Number(production.includes(b.name)) - Number(production.includes(a.name)),
  )[0];
}
