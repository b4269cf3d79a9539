import { observeHealth } from './observeHealth';

const SETTLE_MS = 60_000;
const now = new Date('2026-01-01T12:00:00Z');

const observe = (overrides: Partial<Parameters<typeof observeHealth>[0]>) =>
  observeHealth(
    {
      health: 'Healthy',
      healthSince: '2026-01-01T11:50:30Z',
      history: [{ revisions: ['a'], deployedAt: '2026-01-01T11:50:00Z' }],
      sync: 'Synced',
      ...overrides,
    },
    SETTLE_MS,
    now,
  );

describe('observeHealth', () => {
  it('tells since when the deployment is healthy', () => {
    expect(observe({})).toEqual({
      kind: 'healthy',
      since: '2026-01-01T11:50:30.000Z',
      becameAt: '2026-01-01T11:50:30.000Z',
    });
  });

  it('never begins before the sync that it judges', () => {
    expect(observe({ healthSince: '2026-01-01T08:00:00Z' })).toEqual({
      kind: 'healthy',
      since: '2026-01-01T11:50:00.000Z',
      becameAt: '2026-01-01T08:00:00.000Z',
    });
    expect(observe({ healthSince: undefined })).toEqual({
      kind: 'healthy',
      since: now.toISOString(),
    });
  });

  it('does not trust health right after the sync', () => {
    const history = [{ revisions: ['a'], deployedAt: '2026-01-01T11:59:20Z' }];
    expect(observe({ history })).toEqual({ kind: 'early', waitMs: 20_000 });
    expect(observe({ history, health: 'Degraded' })).toEqual({
      kind: 'early',
      waitMs: 20_000,
    });
  });

  it('says nothing where nothing is known', () => {
    expect(observe({ health: 'Progressing' })).toBeUndefined();
    expect(observe({ health: 'Suspended' })).toBeUndefined();
    expect(observe({ sync: 'Unknown' })).toBeUndefined();
    expect(
      observe({ operation: { phase: 'Running', kind: 'sync' } }),
    ).toBeUndefined();
    expect(observe({ history: [] })).toBeUndefined();
  });

  it('tells since when it is degraded, or when that was seen', () => {
    expect(observe({ health: 'Degraded' })).toEqual({
      kind: 'degraded',
      at: '2026-01-01T11:50:30.000Z',
    });
    expect(observe({ health: 'Degraded', healthSince: undefined })).toEqual({
      kind: 'degraded',
      at: now.toISOString(),
    });
  });
});
