import {
  type Deployment,
  parseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import { findBack, pastOfRelease } from './pastOfRelease';

const release = (tag: string) => ({ images: [parseImage(`shop:${tag}`)] });

const deployment = (
  environment: string,
  tag: string,
  day: number,
  until?: number,
): Deployment => ({
  id: `${environment}-${tag}-${day}`,
  entityRef: 'component:default/shop',
  environment,
  instance: 'homelab',
  application: `argocd/shop-${environment}`,
  release: release(tag),
  revision: 'c'.repeat(40),
  from: `2026-01-0${day}T00:00:00.000Z`,
  ...(until ? { until: `2026-01-0${until}T00:00:00.000Z` } : {}),
});

const deployments = [
  deployment('production', '1', 5),
  deployment('staging', '3', 4),
  deployment('staging', '2', 3, 4),
  deployment('production', '0', 2, 5),
  deployment('staging', '1', 2, 3),
  deployment('staging', '2', 1, 2),
];

describe('pastOfRelease', () => {
  const past = (tag: string, now: string | undefined) =>
    pastOfRelease(
      'staging',
      release(tag),
      now ? { release: release(now) } : {},
      {
        deployments,
        promotions: [],
      },
    );

  it('is nothing while Git names the Release', () => {
    expect(past('3', '3')).toBeUndefined();
  });

  it('is the last deployment of it to that environment', () => {
    expect(past('2', '3')?.deployment?.id).toBe('staging-2-3');
    expect(past('3', undefined)?.deployment?.id).toBe('staging-3-4');
  });

  it('is empty where it was never deployed', () => {
    expect(past('0', '3')).toEqual({});
  });
});

describe('findBack', () => {
  const back = (tag: string, current: string) =>
    findBack(
      { from: 'staging', to: 'production' },
      release(tag),
      release(current),
      deployments,
    );

  it('names the deployment that ran there before', () => {
    expect(back('0', '1')).toEqual({
      deployment: 'production-0-2',
      until: '2026-01-05T00:00:00.000Z',
    });
  });

  it('goes by what came to the source first', () => {
    expect(back('1', '3')).toBeDefined();
    expect(back('1', '2')).toEqual({
      deployment: 'production-1-5',
    });
    expect(back('3', '1')).toBeUndefined();
    expect(back('2', '3')).toEqual({});
  });

  it('goes by when each came there first, as a rollback deploys an old one again', () => {
    expect(
      findBack(
        { from: 'staging', to: 'production' },
        release('4'),
        release('5'),
        [
          deployment('production', '5', 4),
          deployment('staging', '4', 6),
          deployment('staging', '5', 3, 6),
          deployment('staging', '4', 2, 3),
        ],
      ),
    ).toEqual({});
  });

  it('is no way back to what is there', () => {
    expect(back('1', '1')).toBeUndefined();
  });
});
