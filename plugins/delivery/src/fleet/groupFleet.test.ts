import { fleetCell, fleetRow } from '../__testUtils__/fleet';
import { groupFleet } from './groupFleet';

const rows = [
  fleetRow('kafka', {
    owner: 'group:default/infra',
    system: undefined,
    environments: [
      fleetCell('dev'),
      fleetCell('production', { cluster: 'edge' }),
    ],
  }),
  fleetRow('audiobookshelf'),
  fleetRow('new', { owner: 'group:default/infra', environments: [] }),
];
const grouped = (by: Parameters<typeof groupFleet>[1]) =>
  groupFleet(rows, by).map(({ key, rows: services, cells }) => [
    key,
    services.map(({ name }) => name).join(' '),
    cells.length,
  ]);

describe('groupFleet', () => {
  it('groups by team in the order of what the teams need', () => {
    expect(grouped('team')).toEqual([
      ['group:default/infra', 'kafka new', 2],
      ['group:default/product', 'audiobookshelf', 2],
    ]);
  });

  it('has a group for what is in no system', () => {
    expect(grouped('system')).toEqual([
      ['', 'kafka', 2],
      ['system:default/media', 'audiobookshelf new', 2],
    ]);
  });

  it('counts for a cluster only what is in it', () => {
    expect(grouped('cluster')).toEqual([
      ['homelab', 'kafka audiobookshelf', 3],
      ['edge', 'kafka', 1],
      ['', 'new', 0],
    ]);
  });
});
