import { fleetCell } from '../__testUtils__/fleet';
import { cellState, countStates, lagDepth } from './cellState';

describe('the state of a cell', () => {
  it.each([
    ['healthy', {}],
    ['degraded', { health: 'Degraded', syncFailing: true }],
    ['syncFailing', { syncFailing: true }],
    ['progressing', { health: 'Progressing' }],
    ['suspended', { health: 'Suspended' }],
    ['missing', { health: 'Missing' }],
    ['stale', { stale: true, health: 'Degraded' }],
    ['unlisted', { stale: true, presence: 'unlisted' }],
    ['unknown', { presence: 'unknown', health: 'Unknown' }],
    ['unknown', { presence: 'unknown', health: 'Unknown', stale: true }],
    ['unknown', { health: 'Unknown' }],
    ['noApplication', { presence: 'absent', health: 'Unknown' }],
    ['notVisible', { presence: 'forbidden', health: 'Unknown' }],
    ['neverDeployed', { neverDeployed: true, health: 'Missing' }],
    ['hidden', { forbidden: true, presence: 'unknown', health: 'Unknown' }],
  ] as const)('is %s of %j', (state, overrides) => {
    expect(cellState(fleetCell('dev', overrides))).toBe(state);
  });
});

describe('the tint of a lag', () => {
  const now = Date.parse('2026-11-30T12:00:00Z');
  it.each([
    [0, undefined],
    [1, {}],
    [1, { releases: 1, since: '2026-11-29T12:00:00Z' }],
    [2, { releases: 2 }],
    [2, { releases: 1, since: '2026-11-16T12:00:00Z' }],
    [3, { releases: 5 }],
    [3, { since: '2026-10-16T12:00:00Z' }],
  ] as const)('is %s of %j', (depth, lag) => {
    expect(lagDepth({ lag }, now)).toBe(depth);
  });
});

it('counts states from what needs somebody most', () => {
  expect(
    countStates([
      fleetCell('dev'),
      fleetCell('staging'),
      fleetCell('production', { health: 'Degraded', lag: {} }),
    ]),
  ).toEqual({
    states: [
      { state: 'degraded', count: 1 },
      { state: 'healthy', count: 2 },
    ],
    behind: 1,
  });
});
