import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from '../../promotions/PromotionRecord';
import { callsForRollback, isRolledBackAutomatically } from './automaticPolicy';

const failed = {
  id: 'p1',
  to: 'production',
  status: 'failed',
  reason: createReason('TargetDegraded', { environment: 'production' }),
  createdAt: '2026-01-01T01:00:00.000Z',
  mergedAt: '2026-01-01T02:00:00.000Z',
} as PromotionRecord;
const with_ = (overrides: Partial<PromotionRecord>) => ({
  ...failed,
  ...overrides,
});
const rollback = { deployment: 'd1', scope: 'versions' } as const;

describe('isRolledBackAutomatically', () => {
  it.each([
    [undefined, [], false],
    [undefined, ['production'], true],
    [undefined, ['dev'], false],
    [{}, ['production'], true],
    [{ autoRollback: true }, [], true],
    [{ autoRollback: false }, ['production'], false],
  ])('with %j and %j as default: %s', (policy, defaults, expected) => {
    expect(isRolledBackAutomatically(policy, 'production', defaults)).toBe(
      expected,
    );
  });
});

describe('callsForRollback', () => {
  it('does when what was merged runs and is Degraded', () => {
    expect(callsForRollback(failed, [failed])).toBe(true);
  });

  it.each<[string, Partial<PromotionRecord>]>([
    ['is under way', { status: 'verifying' }],
    ['succeeded', { status: 'succeeded' }],
    ['was never merged', { mergedAt: undefined }],
    ['is a rollback itself', { rollback }],
    [
      'was merged otherwise than promised',
      {
        reason: createReason('MergedContentDiffers', {
          commit: 'c1',
          files: ['a.yaml'],
        }),
      },
    ],
    [
      'could not be synced, so that the earlier release runs on',
      {
        reason: createReason('SyncFailed', {
          environment: 'production',
          detail: 'Forbidden',
        }),
      },
    ],
  ])('does not when it %s', (_what, overrides) => {
    expect(callsForRollback(with_(overrides), [])).toBe(false);
  });

  const later = '2026-01-01T03:00:00.000Z';
  it.each<[string, Partial<PromotionRecord>, boolean]>([
    ['a rollback was asked for since', { rollback, createdAt: later }, false],
    [
      'such a rollback was closed again',
      { rollback, createdAt: later, status: 'rejected' },
      false,
    ],
    ['another promotion was merged since', { mergedAt: later }, false],
    [
      'another promotion is open still',
      { mergedAt: undefined, createdAt: later, status: 'open' },
      true,
    ],
    ['another environment got one', { mergedAt: later, to: 'dev' }, true],
    ['one was merged before', { mergedAt: '2026-01-01T00:00:00.000Z' }, true],
    [
      'an earlier one was rolled back before',
      {
        rollback,
        createdAt: '2026-01-01T00:00:00.000Z',
        mergedAt: '2026-01-01T00:30:00.000Z',
      },
      true,
    ],
    [
      'a rollback was merged since',
      { rollback, createdAt: '2026-01-01T00:00:00.000Z', mergedAt: later },
      false,
    ],
  ])('when %s', (_what, overrides, expected) => {
    const other = { ...with_(overrides), id: 'p2' };
    expect(callsForRollback(failed, [other, failed])).toBe(expected);
  });
});
