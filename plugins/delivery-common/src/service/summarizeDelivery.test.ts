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

  it('says where syncs fail, and where a person has to sync', () => {
    const [dev, production] = summarizeDelivery('component:default/shop', [
      {
        ...healthy,
        sync: 'OutOfSync',
        operation: { kind: 'sync', phase: 'Failed' },
      },
      { ...healthy, name: 'production', autoSync: false, sync: 'OutOfSync' },
    ]).environments;
    expect(dev).toMatchObject({ name: 'dev', syncFailing: true });
    expect(dev.awaitsSync).toBeUndefined();
    expect(production).toMatchObject({ name: 'production', awaitsSync: true });
    expect(production.syncFailing).toBeUndefined();
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
