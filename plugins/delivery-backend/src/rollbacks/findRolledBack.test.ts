import type {
  Deployment,
  PromotionStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import { findRolledBack } from './findRolledBack';

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
});
