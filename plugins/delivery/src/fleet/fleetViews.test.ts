import type {
  Fleet,
  FleetRow,
} from '@stonegarden/backstage-plugin-delivery-common';
import { countUrgent, countViews } from './fleetViews';

const row = (
  need: FleetRow['need'],
  cell: Partial<FleetRow['environments'][number]>,
): FleetRow => ({
  entityRef: `component:default/${need}`,
  name: need,
  owner: 'group:default/product',
  need,
  environments: [
    {
      name: 'production',
      cluster: 'homelab',
      presence: 'present',
      sync: 'Synced',
      health: 'Healthy',
      stale: false,
      ...cell,
    },
  ],
});

const fleet: Fleet = {
  productionEnvironments: ['production'],
  items: [
    row('degraded', { health: 'Degraded', sync: 'OutOfSync' }),
    row('unreachable', { stale: true }),
    row('behind', { lag: { releases: 2 } }),
    row('none', { name: 'dev', lag: {} }),
  ],
};

describe('the views of the fleet', () => {
  it('count the services that they show', () => {
    expect(countViews(fleet)).toEqual({
      all: 4,
      attention: 3,
      behind: 1,
      drifted: 1,
      unreachable: 1,
    });
  });

  it('tell what cannot wait', () => {
    expect(countUrgent(fleet)).toBe(1);
  });
});
