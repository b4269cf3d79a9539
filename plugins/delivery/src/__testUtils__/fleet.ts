import type {
  Fleet,
  FleetCell,
  FleetRow,
} from '@stonegarden/backstage-plugin-delivery-common';

/** An environment that is well. */
export function fleetCell(
  name: string,
  overrides: Partial<FleetCell> = {},
): FleetCell {
  return {
    name,
    cluster: 'homelab',
    presence: 'present',
    sync: 'Synced',
    health: 'Healthy',
    release: '2.30.0',
    stale: false,
    ...overrides,
  };
}

/** A service that needs nobody, in dev and production. */
export function fleetRow(
  name: string,
  overrides: Partial<FleetRow> = {},
): FleetRow {
  return {
    entityRef: `component:default/${name}`,
    name,
    owner: 'group:default/product',
    layer: 'services',
    category: 'media',
    system: 'system:default/media',
    environments: [fleetCell('dev'), fleetCell('production')],
    need: 'none',
    ...overrides,
  };
}

/** The rows in the order they are given. */
export function fleetOf(
  items: FleetRow[],
  overrides: Partial<Fleet> = {},
): Fleet {
  return {
    items,
    instances: [{ name: 'homelab', reachable: true }],
    productionEnvironments: ['production'],
    ...overrides,
  };
}
