import type {
  Deployment,
  PromotionStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { findOpenRollback, findRolledBack, isPartOf } from './findRolledBack';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const release = (tag: string) => ({ images: [{ name: 'shop', tag }] });
const NIGHT = { at: at(2), by: 'user:default/rita', reason: 'Nobody can pay' };

function promoted(tag: string, minute: number, status: PromotionStatus) {
  return {
    to: 'production',
    release: release(tag),
    status,
    createdAt: at(minute),
    mergedAt: at(minute),
    requestedBy: 'user:default/ada',
  };
}

const backTo = (tag: string, minute: number, replaces: string) => ({
  ...promoted(tag, minute, 'succeeded'),
  rollback: {
    deployment: 'd1',
    scope: 'versions' as const,
    replaces: release(replaces),
  },
});

function deployed(
  tag: string,
  from: number,
  more: Partial<Deployment> = {},
): Deployment {
  return {
    id: `d${from}`,
    entityRef: 'component:default/shop',
    environment: 'production',
    instance: 'homelab',
    application: 'argocd/shop-production',
    revision: 'a'.repeat(40),
    release: release(tag),
    from: at(from),
    outcome: 'succeeded',
    ...more,
  };
}

const find = (
  records: Parameters<typeof findRolledBack>[0],
  deployments: Deployment[],
) => findRolledBack(records, deployments, 'production', release('2'));

describe('findRolledBack', () => {
  it('knows a rollback that was merged', () => {
    expect(find([backTo('1', 5, '2')], [])).toMatchObject({ at: at(5) });
  });

  it('knows a rollback in Argo CD that no pull request followed', () => {
    expect(
      find([], [deployed('1', 2), deployed('2', 1, { rolledBack: NIGHT })]),
    ).toEqual(NIGHT);
  });

  it('says the last of several', () => {
    expect(
      find(
        [backTo('1', 9, '2')],
        [deployed('2', 1, { until: at(3), rolledBack: NIGHT })],
      ),
    ).toMatchObject({ at: at(9) });
  });

  it.each([
    [
      'was promoted again and succeeded',
      [promoted('2', 8, 'succeeded')],
      [deployed('2', 1, { until: at(3), rolledBack: NIGHT })],
    ],
    [
      'was deployed again and was healthy',
      [],
      [
        deployed('2', 1, { until: at(3), rolledBack: NIGHT }),
        deployed('1', 3),
        deployed('2', 6),
      ],
    ],
    ['was never there', [backTo('1', 5, '3')], [deployed('1', 1)]],
    [
      'was rolled back elsewhere',
      [],
      [deployed('2', 1, { environment: 'staging', rolledBack: NIGHT })],
    ],
  ])('says nothing of a Release that %s', (_what, records, deployments) => {
    expect(find(records, deployments)).toBeUndefined();
  });

  it('still says it of one that came back and was never healthy', () => {
    expect(
      find(
        [backTo('1', 3, '2')],
        [
          deployed('2', 1, { until: at(4), rolledBack: NIGHT }),
          deployed('2', 6, { outcome: 'failed' }),
        ],
      ),
    ).toBeDefined();
  });

  it('does not count a rollback that was not merged', () => {
    const open = { ...backTo('1', 5, '2'), status: 'open' as const };
    expect(find([{ ...open, mergedAt: undefined }], [])).toBeUndefined();
  });

  it('does not take a rollback that left the versions alone for one of the Release', () => {
    expect(find([backTo('2', 5, '2')], [])).toBeUndefined();
  });

  it('knows a Release by all of its images', () => {
    const both = (tag: string, proxy: string) => ({
      images: [...release(tag).images, { name: 'proxy', tag: proxy }],
    });
    const { rollback, ...back } = backTo('1', 5, '2');
    const records = [
      {
        ...back,
        release: both('1', 'a'),
        rollback: { ...rollback, replaces: both('2', 'a') },
      },
    ];
    const found = (given: ReturnType<typeof both>) =>
      findRolledBack(records, [], 'production', given);
    expect(found(both('2', 'a'))).toMatchObject({ at: at(5) });
    expect(found(both('2', 'b'))).toBeUndefined();
  });

  it('says nothing where nobody knows what a rollback replaced', () => {
    const { rollback, ...back } = backTo('1', 5, '2');
    const unknown = { ...rollback, replaces: undefined };
    expect(find([{ ...back, rollback: unknown }], [])).toBeUndefined();
  });
});

describe('isPartOf', () => {
  it('is true of what has no image in another version, and never of what is not known', () => {
    const both = {
      images: [...release('1').images, { name: 'proxy', tag: '1' }],
    };
    expect(isPartOf(release('1'), both)).toBe(true);
    expect(isPartOf(both, release('1'))).toBe(false);
    expect(isPartOf(release('1'), release('2'))).toBe(false);
    expect(isPartOf(undefined, release('1'))).toBe(false);
    expect(isPartOf(release('1'), undefined)).toBe(false);
  });
});

describe('findOpenRollback', () => {
  const pullRequest = { number: 7 } as PromotionRecord['pullRequest'];
  const open = {
    ...backTo('1', 5, '2'),
    status: 'open' as const,
    pullRequest,
  };

  it('finds the rollback of the environment whose pull request is open', () => {
    expect(findOpenRollback([open], 'production')).toEqual({
      pullRequest: 7,
      release: release('1'),
    });
  });

  it.each([
    ['of another environment', { ...open, to: 'staging' }],
    ['that is merged', { ...open, status: 'merged' as const }],
    ['without a pull request yet', { ...open, pullRequest: undefined }],
    ['that is a promotion', { ...open, rollback: undefined }],
  ])('does not find one %s', (_what, record) => {
    expect(findOpenRollback([record], 'production')).toBeUndefined();
  });
});
