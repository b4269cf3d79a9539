import {
  createReason,
  type EnvironmentStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  environment,
  forbiddenEnvironment,
  promotion,
  serviceDelivery,
} from '../__testUtils__/delivery';
import { sentenceOf } from './sentenceOf';

const release = (tag: string) => ({
  images: [{ name: 'ghcr.io/advplyr/audiobookshelf', tag }],
});

/** What is said of production alone. */
function said(facts: Partial<EnvironmentStatus>) {
  return sentenceOf(
    serviceDelivery({
      environments: [environment('production', facts)],
      transitions: [],
    }),
  );
}

describe('sentenceOf', () => {
  it.each<[string, Partial<EnvironmentStatus>, object]>([
    ['healthy', {}, { key: 'healthy', release: '2.19.0' }],
    [
      'healthy, release not known',
      { release: undefined },
      { key: 'healthyPlain' },
    ],
    ['two versions', { mixed: true }, { key: 'healthyPlain' }],
    ['degraded', { health: 'Degraded' }, { key: 'degraded' }],
    [
      'degraded, release not known',
      { health: 'Degraded', release: undefined },
      { key: 'degradedPlain' },
    ],
    ['progressing', { health: 'Progressing' }, { key: 'progressing' }],
    ['suspended', { health: 'Suspended' }, { key: 'suspended' }],
    ['missing', { health: 'Missing' }, { key: 'missing' }],
    [
      'never deployed',
      { neverDeployed: true, health: 'Healthy' },
      { key: 'empty' },
    ],
    ['no application', { presence: 'absent' }, { key: 'empty' }],
    ['health not known', { health: 'Unknown' }, { key: 'plain' }],
    ['nothing known', { presence: 'unknown' }, { key: 'unknown' }],
    [
      'not visible to the portal',
      { presence: 'forbidden' },
      { key: 'unknown' },
    ],
    ['does not answer', { stale: true }, { key: 'stale' }],
  ])('says of one that is %s just that', (_name, facts, expected) => {
    expect(said(facts)).toEqual([
      expect.objectContaining({ name: 'production', ...expected }),
    ]);
  });

  it('names the release only where it claims that it runs', () => {
    for (const facts of [
      { stale: true },
      { presence: 'unknown' as const },
      { health: 'Missing' as const },
    ]) {
      expect(said(facts)[0]).not.toHaveProperty('release');
    }
  });

  it('says nothing of what the viewer may not see but that', () => {
    expect(
      sentenceOf(
        serviceDelivery({
          environments: [
            environment('dev'),
            forbiddenEnvironment('production'),
          ],
        }),
      ),
    ).toEqual([{ key: 'hidden', name: 'production' }]);
  });

  it('says that production is behind, or that a promotion is under way', () => {
    const environments = [
      environment('staging', { release: release('2.20.0') }),
      environment('production'),
    ];
    const way = { from: 'staging', to: 'production', changes: [] };
    const keys = (delivery: Parameters<typeof serviceDelivery>[0]) =>
      sentenceOf(serviceDelivery(delivery)).map(({ key }) => key);
    expect(
      keys({ environments, transitions: [{ ...way, state: 'differs' }] }),
    ).toEqual(['healthy', 'behind']);
    expect(
      keys({
        environments,
        transitions: [{ ...way, state: 'under-way', promotion: promotion() }],
      }),
    ).toEqual(['healthy', 'underWay']);
  });

  it('does not compare with one that does not answer', () => {
    expect(
      sentenceOf(
        serviceDelivery({
          environments: [
            environment('staging', { release: release('3.0.0'), stale: true }),
            environment('production'),
          ],
          transitions: [],
        }),
      ).map(({ key }) => key),
    ).toEqual(['healthy']);
  });

  it('tells of a canary, and of others that are degraded', () => {
    expect(
      sentenceOf(
        serviceDelivery({
          environments: [
            environment('dev', { health: 'Degraded' }),
            environment('canary', {
              canary: { release: release('2.20.0'), state: 'paused' },
            }),
            environment('production'),
          ],
          transitions: [],
        }),
      ),
    ).toEqual([
      { key: 'healthy', name: 'production', release: '2.19.0' },
      { key: 'canaryPaused', name: 'canary', release: '2.20.0' },
      { key: 'othersDegraded', names: ['dev'] },
    ]);
  });

  it('says what sync windows keep from being synced, where that is known now', () => {
    const syncReason = createReason('AutoSyncBlocked', {
      environment: 'production',
      kind: 'deny',
      schedule: '0 16 * * 5',
      duration: '64h',
      manualSync: false,
    });
    const blocked = { sync: 'OutOfSync', syncReason } as const;
    expect(said(blocked)).toEqual([
      { key: 'healthy', name: 'production', release: '2.19.0' },
      { key: 'autoSyncBlocked', names: ['production'] },
    ]);
    expect(said({ ...blocked, stale: true })).toEqual([
      { key: 'stale', name: 'production' },
    ]);
  });

  it('is empty where there is no environment', () => {
    expect(sentenceOf(serviceDelivery({ environments: [] }))).toEqual([]);
  });
});
