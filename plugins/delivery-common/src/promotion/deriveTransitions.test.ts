import { createReason } from '../reason/createReason';
import { deriveTransitions } from './deriveTransitions';
import type { EnvironmentStatus } from '../environment/EnvironmentStatus';
import { parseImage } from '@stonegarden/gitops-manifests';
import type { Promotion } from './Promotion';

function environment(
  name: string,
  image?: string,
  overrides: Partial<EnvironmentStatus> = {},
): EnvironmentStatus {
  return {
    name,
    cluster: 'homelab',
    namespace: `shop-${name}`,
    autoSync: false,
    presence: 'present',
    sync: 'Synced',
    health: 'Healthy',
    stale: false,
    ...(image ? { git: { release: { images: [parseImage(image)] } } } : {}),
    ...overrides,
  };
}

function promotion(overrides: Partial<Promotion>): Promotion {
  return {
    id: '1',
    entityRef: 'component:default/shop',
    from: 'dev',
    to: 'production',
    changes: [],
    release: { images: [] },
    status: 'open',
    branch: 'stonegarden/promote/shop-production-1a2b3c4d',
    baseCommit: 'c0',
    requestedBy: 'user:default/ada',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...overrides,
  };
}

const dev = environment('dev', 'shop:2');
const production = environment('production', 'shop:1');

describe('deriveTransitions', () => {
  it('follows a path that branches and meets again', () => {
    const steps = deriveTransitions(
      [
        environment('staging', 'shop:2'),
        environment('eu', 'shop:2', { promotesFrom: ['staging'] }),
        environment('us', 'shop:1', { promotesFrom: ['staging'] }),
        environment('world', 'shop:1', { promotesFrom: ['eu', 'us'] }),
      ],
      [promotion({ from: 'staging', to: 'us' })],
    );
    expect(steps.map(({ from, to, state }) => [from, to, state])).toEqual([
      ['staging', 'eu', 'same'],
      ['staging', 'us', 'under-way'],
      ['eu', 'world', 'differs'],
      ['us', 'world', 'same'],
    ]);
  });

  it('says what differs between neighbors, and what does not', () => {
    expect(
      deriveTransitions(
        [dev, environment('staging', 'shop:2'), production],
        [],
      ),
    ).toEqual([
      { from: 'dev', to: 'staging', state: 'same', changes: [] },
      {
        from: 'staging',
        to: 'production',
        state: 'differs',
        changes: [{ name: 'shop', from: { tag: '1' }, to: { tag: '2' } }],
      },
    ]);
  });

  it('shows the promotion that is under way', () => {
    const merged = promotion({ status: 'merged' });
    const [transition] = deriveTransitions([dev, production], [merged]);
    expect(transition).toMatchObject({
      state: 'under-way',
      promotion: { id: '1' },
    });
  });

  it('no longer shows a failed promotion once a rollback that was asked for after it was merged', () => {
    const failed = promotion({ status: 'failed' });
    const rollback = promotion({
      id: '2',
      from: 'production',
      status: 'verifying',
      createdAt: '2026-01-01T00:05:00.000Z',
      mergedAt: '2026-01-01T00:06:00.000Z',
      rollback: { deployment: 'd-1', scope: 'versions' },
    });
    const shown = (...all: Promotion[]) =>
      deriveTransitions([dev, production], all)[0].promotion?.id;
    expect(shown(failed, rollback)).toBeUndefined();
    expect(
      shown(failed, { ...rollback, status: 'open', mergedAt: undefined }),
    ).toBe('1');
    expect(
      shown(failed, { ...rollback, createdAt: '2025-12-31T00:00:00.000Z' }),
    ).toBe('1');
    expect(shown(failed, { ...rollback, to: 'staging' })).toBe('1');
  });

  it('shows a failed promotion only while nothing followed it', () => {
    const failed = promotion({ status: 'failed' });
    expect(deriveTransitions([dev, production], [failed])[0]).toMatchObject({
      state: 'differs',
      promotion: { status: 'failed' },
    });

    const later = promotion({
      id: '2',
      status: 'rejected',
      createdAt: '2026-01-02T00:00:00.000Z',
    });
    expect(
      deriveTransitions([dev, production], [failed, later])[0],
    ).not.toHaveProperty('promotion');
  });

  it('is unknown where it is not known what Git names, and says why', () => {
    expect(
      deriveTransitions([dev, environment('production')], [])[0],
    ).toMatchObject({
      state: 'unknown',
      reason: {
        code: 'GitReleaseUnknown',
        params: { environment: 'production' },
      },
    });
    const problem = createReason('CatalogBehind', {
      environment: 'dev',
      pullRequest: 3,
    });
    expect(
      deriveTransitions(
        [{ ...dev, git: { problem } }, environment('production')],
        [],
      )[0],
    ).toMatchObject({ state: 'unknown', reason: problem });
  });

  it('compares Git with Git, whatever runs', () => {
    const rolledBack = environment('production', 'shop:2', {
      release: { images: [parseImage('shop:1')] },
    });
    expect(deriveTransitions([dev, rolledBack], [])[0].state).toBe('same');
    const canary = environment('production', 'shop:1', {
      release: { images: [parseImage('shop:1'), parseImage('shop:2')] },
    });
    expect(deriveTransitions([dev, canary], [])[0].state).toBe('differs');
    const silent = { ...dev, stale: true, release: undefined };
    expect(deriveTransitions([silent, production], [])[0].state).toBe(
      'differs',
    );
  });

  it('has no transition for a single environment', () => {
    expect(deriveTransitions([dev], [])).toEqual([]);
  });

  describe('a promotion whose pull request was closed', () => {
    const now = new Date('2026-01-02T12:00:00.000Z');
    const rejected = promotion({
      status: 'rejected',
      finishedAt: '2026-01-02T00:00:00.000Z',
    });
    const promotionOf = (...promotions: Promotion[]) =>
      deriveTransitions([dev, production], promotions, now)[0].promotion;

    it('stands on the path for a day, and may be promoted again', () => {
      expect(deriveTransitions([dev, production], [rejected], now)).toEqual([
        expect.objectContaining({ state: 'differs', promotion: rejected }),
      ]);
      expect(
        promotionOf({ ...rejected, finishedAt: '2026-01-01T11:59:00.000Z' }),
      ).toBeUndefined();
    });

    it('is gone when something followed it', () => {
      const createdAt = '2026-01-02T06:00:00.000Z';
      const next = promotion({ id: '2', createdAt });
      expect(promotionOf(rejected, next)).toBe(next);
      expect(
        promotionOf(rejected, { ...next, status: 'succeeded' }),
      ).toBeUndefined();
      expect(
        deriveTransitions(
          [dev, environment('production', 'shop:2')],
          [rejected],
          now,
        )[0],
      ).not.toHaveProperty('promotion');
    });
  });
});
