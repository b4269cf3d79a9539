import type {
  EnvironmentStatus,
  EnvironmentTransition,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { markRolledBack } from './markRolledBack';

const release = (tag: string) => ({ images: [{ name: 'shop', tag }] });
const environments = [
  { name: 'dev', git: { release: release('2') } },
  { name: 'production', git: { release: release('1') } },
] as EnvironmentStatus[];
const transition: EnvironmentTransition = {
  from: 'dev',
  to: 'production',
  state: 'differs',
  changes: [],
};
const rollback = {
  to: 'production',
  release: release('1'),
  rollback: {
    deployment: 'd-1',
    scope: 'versions',
    replaces: release('2'),
  },
  requestedBy: 'user:default/rita',
  createdAt: '2026-01-01T00:00:00.000Z',
  mergedAt: '2026-01-01T00:01:00.000Z',
  status: 'succeeded',
} as PromotionRecord;

const mark = (one: EnvironmentTransition, promotions: PromotionRecord[]) =>
  markRolledBack([one], { environments, promotions, deployments: [] });

describe('markRolledBack', () => {
  it('says of what would be promoted when and by whom it was rolled back there', () => {
    expect(mark(transition, [rollback])).toEqual([
      {
        ...transition,
        rolledBack: { at: rollback.createdAt, by: 'user:default/rita' },
      },
    ]);
  });

  it.each([
    ['of another release', { ...rollback.rollback, replaces: release('0') }],
    ['that was not merged', undefined],
  ])('says nothing of a rollback %s', (_, details) => {
    const other = details
      ? { ...rollback, rollback: details as PromotionRecord['rollback'] }
      : { ...rollback, mergedAt: undefined };
    expect(mark(transition, [other])).toEqual([transition]);
  });

  it('says nothing where nothing would be promoted', () => {
    const same = { ...transition, state: 'same' as const };
    expect(mark(same, [rollback])).toEqual([same]);
  });
});
