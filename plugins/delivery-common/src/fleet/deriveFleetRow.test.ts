import type { EnvironmentStatus } from '../environment/EnvironmentStatus';
import { createReason } from '../reason/createReason';
import type { ServiceEntity } from '../service/ServiceEntity';
import { deriveFleetRow, type FleetFacts } from './deriveFleetRow';

const status = (
  name: string,
  tag: string,
  overrides: Partial<EnvironmentStatus> = {},
): EnvironmentStatus => ({
  name,
  cluster: 'homelab',
  namespace: name,
  autoSync: true,
  presence: 'present',
  sync: 'Synced',
  health: 'Healthy',
  release: { images: [{ name: 'shop', tag }] },
  stale: false,
  ...overrides,
});

const facts = (...environments: EnvironmentStatus[]): FleetFacts => ({
  entityRef: 'component:default/shop',
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'shop', title: 'The shop' },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/product',
      layer: 'services',
    },
  } as ServiceEntity,
  environments,
  promotions: [],
  lags: new Map([['production', { releases: 2 }]]),
});

const PRODUCTION = ['production'];

describe('deriveFleetRow', () => {
  it('says what runs where and how far production is behind', () => {
    const row = deriveFleetRow(
      facts(status('dev', '2'), status('production', '1')),
      PRODUCTION,
    );
    expect(row).toMatchObject({
      title: 'The shop',
      owner: 'group:default/product',
      layer: 'services',
      need: 'behind',
      environments: [
        { name: 'dev', release: '2' },
        { name: 'production', release: '1', lag: { releases: 2 } },
      ],
    });
    expect(row.environments[0].lag).toBeUndefined();
  });

  it('names owner and system by their whole refs, and no system by what is no ref', () => {
    const row = (owner: string, system: string) => {
      const { entity, ...rest } = facts(status('dev', '1'));
      return deriveFleetRow(
        {
          ...rest,
          entity: { ...entity, spec: { ...entity.spec, owner, system } },
        },
        PRODUCTION,
      );
    };
    expect(row('Product', 'media')).toMatchObject({
      owner: 'group:default/product',
      system: 'system:default/media',
    });
    expect(row('user:Mona', ':')).toMatchObject({
      owner: 'user:default/mona',
    });
    expect(row('user:Mona', ':').system).toBeUndefined();
  });

  it('compares with what is before it on the promotion path', () => {
    const { environments } = deriveFleetRow(
      facts(
        status('staging', '2'),
        status('eu', '1', { promotesFrom: ['staging'] }),
        status('us', '2', { promotesFrom: ['staging'] }),
        status('world', '2', { promotesFrom: ['us', 'eu'] }),
      ),
      PRODUCTION,
    );
    expect(environments.map(({ name, lag }) => [name, lag])).toEqual([
      ['staging', undefined],
      ['eu', {}],
      // Its neighbor in the list runs something else, and is not before it.
      ['us', undefined],
      // One of the two before it runs another Release.
      ['world', {}],
    ]);
    expect(environments[2].promotesFrom).toEqual(['staging']);
  });

  it('calls nothing behind that is not known', () => {
    const { environments, need } = deriveFleetRow(
      facts(
        status('dev', '2', { release: undefined }),
        status('production', '1'),
      ),
      PRODUCTION,
    );
    expect(environments[1].lag).toBeUndefined();
    expect(need).toBe('none');
  });

  it('says why, of the environment that it is about', () => {
    const healthReason = createReason('HealthDetail', {
      detail: '0 of 1 pods ready',
    });
    expect(
      deriveFleetRow(
        facts(
          status('dev', '1', { health: 'Degraded', healthReason }),
          status('production', '1'),
        ),
        PRODUCTION,
      ),
    ).toMatchObject({
      need: 'degraded',
      why: { environment: 'dev', reason: healthReason },
    });
  });

  it('says where a sync window keeps Argo CD from syncing, unless something worse is to be said', () => {
    const syncReason = createReason('AutoSyncBlocked', {
      environment: 'production',
      kind: 'deny',
      schedule: '0 16 * * 5',
      duration: '64h',
      manualSync: true,
    });
    const blocked = { sync: 'OutOfSync', syncReason } as const;
    const row = (dev: string, overrides: object = {}) =>
      deriveFleetRow(
        facts(
          status('dev', dev),
          status('production', '1', { ...blocked, ...overrides }),
        ),
        PRODUCTION,
      );
    for (const [dev, need] of [
      ['1', 'none'],
      ['2', 'behind'],
    ]) {
      expect(row(dev)).toMatchObject({
        environments: [{}, { syncBlocked: true }],
        need,
        why: { environment: 'production', reason: syncReason },
      });
    }
    expect(row('1', { health: 'Degraded' }).why).toBeUndefined();
  });

  it('gives no reason that was seen last as that of now', () => {
    const healthReason = createReason('HealthDetail', {
      detail: '0 of 1 pods ready',
    });
    const row = deriveFleetRow(
      facts(
        status('dev', '1', { health: 'Degraded', healthReason, stale: true }),
      ),
      PRODUCTION,
    );
    expect(row.need).toBe('unreachable');
    expect(row.why).toBeUndefined();
  });

  it('tells nothing of what is hidden, nor what comparing with it would tell', () => {
    const row = deriveFleetRow(
      facts(
        status('dev', '2', { health: 'Degraded' }),
        status('production', '1'),
      ),
      PRODUCTION,
      name => name === 'dev',
    );
    expect(row.environments).toEqual([
      {
        name: 'dev',
        cluster: 'homelab',
        forbidden: true,
        presence: 'unknown',
        sync: 'Unknown',
        health: 'Unknown',
        stale: false,
      },
      expect.not.objectContaining({ lag: expect.anything() }),
    ]);
    expect(row.need).toBe('none');
    expect(row.why).toBeUndefined();
  });
});
