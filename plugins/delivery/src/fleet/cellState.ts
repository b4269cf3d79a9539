import {
  type FleetCell,
  isUnreachable,
} from '@stonegarden/backstage-plugin-delivery-common';
import { environmentState } from '../shared/status/environmentState';

/**
 * What a cell of the fleet says in one word, from what needs somebody most to what needs nobody.
 *
 * - `stale`: what was seen last, of an Argo CD that does not answer
 * - `unlisted`: what was seen last, of an Application that Argo CD does not list any more
 * - `unknown`: nothing is known
 * - `hidden`: the viewer may not see it; `notVisible`: the portal's account may not
 *
 * @internal
 */
export const CELL_STATES = [
  'degraded',
  'syncFailing',
  'missing',
  'suspended',
  'progressing',
  'stale',
  'unlisted',
  'unknown',
  'notVisible',
  'noApplication',
  'neverDeployed',
  'hidden',
  'healthy',
] as const;

export type CellState = (typeof CELL_STATES)[number];

const OF_HEALTH = {
  Healthy: 'healthy',
  Progressing: 'progressing',
  Suspended: 'suspended',
  Missing: 'missing',
  Degraded: 'degraded',
  Unknown: 'unknown',
} as const satisfies Record<FleetCell['health'], CellState>;

/**
 * See {@link CELL_STATES}.
 *
 * @internal
 */
export function cellState(cell: FleetCell): CellState {
  if (cell.forbidden) return 'hidden';
  if (cell.presence === 'unlisted') return 'unlisted';
  if (isUnreachable(cell)) {
    return cell.presence === 'unknown' || cell.health === 'Unknown'
      ? 'unknown'
      : 'stale';
  }
  const state = environmentState(cell);
  if (state !== 'health') return state;
  if (cell.health !== 'Degraded' && cell.syncFailing) return 'syncFailing';
  return OF_HEALTH[cell.health];
}

/** From this on a lag is shown in the deepest tint. */
const DEEPEST = { releases: 5, days: 30 };
const DAY_MS = 86_400_000;

/**
 * How deep the tint of a lag is, from 1 to 3; 0 where there is none. What the record does not tell counts as little.
 *
 * @param now - in milliseconds
 * @internal
 */
export function lagDepth(
  { lag }: Pick<FleetCell, 'lag'>,
  now: number,
): 0 | 1 | 2 | 3 {
  if (!lag) return 0;
  const releases = (lag.releases ?? 0) / DEEPEST.releases;
  const days = lag.since
    ? (now - Date.parse(lag.since)) / DAY_MS / DEEPEST.days
    : 0;
  const share = Math.max(releases, days);
  if (share >= 1) return 3;
  return share >= 0.4 ? 2 : 1;
}

/**
 * How many cells are in each state, and how many are behind the environment before them.
 *
 * @internal
 */
export function countStates(cells: Iterable<FleetCell>): {
  states: Array<{ state: CellState; count: number }>;
  behind: number;
} {
  const counts = new Map<CellState, number>();
  let behind = 0;
  for (const cell of cells) {
    const state = cellState(cell);
    counts.set(state, (counts.get(state) ?? 0) + 1);
    if (cell.lag) behind += 1;
  }
  return {
    states: CELL_STATES.flatMap(state => {
      const count = counts.get(state);
      return count ? [{ state, count }] : [];
    }),
    behind,
  };
}
