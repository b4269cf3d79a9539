import { createReason } from '../reason/createReason';
import { awaitsManualSync } from './awaitsManualSync';
import type { EnvironmentStatus } from './EnvironmentStatus';

const MERGED: EnvironmentStatus = {
  name: 'production',
  cluster: 'homelab',
  namespace: 'shop',
  autoSync: false,
  presence: 'present',
  sync: 'OutOfSync',
  health: 'Healthy',
  stale: false,
};

describe('awaitsManualSync', () => {
  it('is true of an environment without auto-sync that differs from Git', () => {
    expect(awaitsManualSync(MERGED)).toBe(true);
    expect(
      awaitsManualSync({
        ...MERGED,
        operation: { kind: 'sync', phase: 'Succeeded' },
        differences: { total: 1, pruneOnly: false, resources: [] },
      }),
    ).toBe(true);
  });

  it.each<[string, Partial<EnvironmentStatus>]>([
    ['is as Git says', { sync: 'Synced' }],
    ['is not known to differ', { sync: 'Unknown' }],
    ['is synced by Argo CD', { autoSync: true }],
    ['is being synced', { operation: { kind: 'sync', phase: 'Running' } }],
    [
      'only has something left that Git no longer has',
      { differences: { total: 1, pruneOnly: true, resources: [] } },
    ],
    [
      'was changed past Git',
      {
        outsideGit: createReason('RolledBackOutsideGit', {
          environment: 'production',
        }),
      },
    ],
    ['was never deployed', { neverDeployed: true }],
    ['was seen last some time ago', { stale: true }],
    ['is not visible', { forbidden: true }],
    ['is no longer listed', { presence: 'unlisted' }],
  ])('is false of one that %s', (_name, facts) => {
    expect(awaitsManualSync({ ...MERGED, ...facts })).toBe(false);
  });
});
