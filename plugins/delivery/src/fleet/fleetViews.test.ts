import { fleetCell, fleetRow } from '../__testUtils__/fleet';
import { countViews, urgentServices } from './fleetViews';

const production = ['production'];
const rows = [
  fleetRow('broken', {
    need: 'degraded',
    environments: [
      fleetCell('production', { health: 'Degraded', sync: 'OutOfSync' }),
    ],
  }),
  fleetRow('silent', {
    need: 'unreachable',
    environments: [fleetCell('production', { stale: true })],
  }),
  fleetRow('old', {
    need: 'behind',
    environments: [fleetCell('production', { lag: { releases: 2 } })],
  }),
  fleetRow('well', { environments: [fleetCell('dev', { lag: {} })] }),
];

describe('the views of the fleet', () => {
  it('count the services that they show', () => {
    expect(countViews(rows, production)).toEqual({
      all: 4,
      attention: 3,
      behind: 1,
      drifted: 1,
      unreachable: 1,
    });
  });

  it('call nothing drifted that was never deployed', () => {
    const differs = { sync: 'OutOfSync', health: 'Missing' } as const;
    const rowOf = (cell: Parameters<typeof fleetCell>[1]) =>
      fleetRow('shop', { environments: [fleetCell('dev', cell)] });
    const drifted = (cell: Parameters<typeof fleetCell>[1]) =>
      countViews([rowOf(cell)], production).drifted;
    expect(drifted(differs)).toBe(1);
    expect(drifted({ ...differs, neverDeployed: true })).toBe(0);
  });

  it('tell what cannot wait, and where', () => {
    expect(urgentServices(rows, production)).toEqual([
      { row: rows[0], need: 'degraded', environment: 'production' },
    ]);
  });
});
