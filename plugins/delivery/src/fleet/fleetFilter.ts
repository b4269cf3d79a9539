import { CELL_STATES, type CellState } from './cellState';
import { FLEET_VIEWS, type FleetViewName } from './fleetViews';

/**
 * What the fleet can be grouped by.
 *
 * @internal
 */
export const GROUPINGS = ['team', 'system', 'cluster'] as const;

export type Grouping = (typeof GROUPINGS)[number];

/**
 * What of the fleet is shown, and how.
 *
 * @internal
 */
export interface FleetFilter {
  /** Words that all have to occur. */
  text: string;
  view: FleetViewName;
  /** Only services of the viewer and their teams. */
  mine: boolean;
  /** Entity ref of the owner. */
  team?: string;
  layer?: string;
  category?: string;
  cluster?: string;
  health?: CellState;
  group?: Grouping;
  /** Which Releases run where is shown, rather than how each environment is. */
  versions: boolean;
}

/** Names of the parameters in the address. */
const PARAMS = {
  text: 'filter',
  view: 'show',
  mine: 'mine',
  team: 'team',
  layer: 'layer',
  category: 'category',
  cluster: 'cluster',
  health: 'health',
  group: 'group',
  versions: 'versions',
} as const satisfies Record<keyof FleetFilter, string>;

/**
 * Reads the filter from the parameters of the address; what is not known there counts as not said.
 *
 * @internal
 */
export function readFleetFilter(params: URLSearchParams): FleetFilter {
  const get = (name: keyof FleetFilter) =>
    params.get(PARAMS[name]) || undefined;
  return {
    text: get('text') ?? '',
    view: FLEET_VIEWS.find(view => view === get('view')) ?? 'all',
    mine: get('mine') === 'true',
    team: get('team'),
    layer: get('layer'),
    category: get('category'),
    cluster: get('cluster'),
    health: CELL_STATES.find(state => state === get('health')),
    group: GROUPINGS.find(group => group === get('group')),
    versions: get('versions') === 'true',
  };
}

/**
 * The parameters of an address with other values of the filter; others stay as they are.
 *
 * @internal
 */
export function withFleetFilter(
  params: URLSearchParams,
  changes: Partial<FleetFilter>,
): URLSearchParams {
  const after = new URLSearchParams(params);
  for (const name of Object.keys(changes) as Array<keyof FleetFilter>) {
    const value = changes[name];
    if (value && !(name === 'view' && value === 'all')) {
      after.set(PARAMS[name], String(value));
    } else {
      after.delete(PARAMS[name]);
    }
  }
  return after;
}

/**
 * What takes every narrowing back.
 *
 * @internal
 */
export const NO_NARROWING: Omit<FleetFilter, 'group' | 'versions'> = {
  text: '',
  view: 'all',
  mine: false,
  team: undefined,
  layer: undefined,
  category: undefined,
  cluster: undefined,
  health: undefined,
};
