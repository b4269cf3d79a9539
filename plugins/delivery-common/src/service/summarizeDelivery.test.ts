import { summarizeDelivery } from './summarizeDelivery';
import type { EnvironmentStatus } from '../environment/EnvironmentStatus';

const healthy: EnvironmentStatus = {
  name: 'dev',
  cluster: 'homelab',
  namespace: 'shop',
  autoSync: true,
  presence: 'present',
  sync: 'Synced',
  health: 'Healthy',
  stale: false,
};

describe('summarizeDelivery', () => {
  it('keeps the environments in order and takes the worst health', () => {
    const summary = summarizeDelivery('component:default/shop', [
      healthy,
      { ...healthy, name: 'production', health: 'Degraded' },
    ]);
    expect(summary.environments.map(e => e.name)).toEqual([
      'dev',
      'production',
    ]);
    expect(summary.health).toBe('Degraded');
  });

  it('never calls a service healthy by stale facts', () => {
    expect(
      summarizeDelivery('component:default/shop', [{ ...healthy, stale: true }])
        .health,
    ).toBe('Unknown');
    expect(
      summarizeDelivery('component:default/shop', [
        { ...healthy, stale: true, health: 'Degraded' },
      ]).health,
    ).toBe('Degraded');
  });
});
