import type { ResolvedService } from '../services/ServiceResolver';
import { findSharedObstacle } from './findSharedObstacle';
import type { PromotionPlan } from './planPromotion';
import type { PromotionRecord } from './PromotionRecord';

const request = { from: 'staging', to: 'production' };

const obstacle = (
  record: Partial<PromotionRecord>,
  asked: Parameters<typeof findSharedObstacle>[2] = request,
) =>
  findSharedObstacle(
    {
      list: async () => [
        {
          ...request,
          branch: 'stonegarden/promote/train',
          releaseKey: 'older',
          sharedId: 's-1',
          ...record,
        } as PromotionRecord,
      ],
    },
    { entityRef: 'component:default/shop' } as ResolvedService,
    asked,
    { edit: { releaseKey: 'newer' } } as PromotionPlan,
  );

describe('a promotion that shares its pull request', () => {
  it('is in the way of another release while it is open', async () => {
    const pullRequest = { number: 7, url: '', title: '' };
    expect(await obstacle({ status: 'open', pullRequest })).toMatchObject({
      code: 'SharedPullRequest',
      params: { pullRequest: 7, environment: 'production' },
    });
    expect(await obstacle({ status: 'rejected', pullRequest })).toBeUndefined();
  });

  it('is in the way already while it is being opened', async () => {
    expect(await obstacle({ status: 'proposed' })).toMatchObject({
      code: 'PullRequestUnknown',
      params: { branch: 'stonegarden/promote/train' },
    });
  });

  it('is no obstacle to the same release, nor of another environment', async () => {
    expect(
      await obstacle({ status: 'proposed', releaseKey: 'newer' }),
    ).toBeUndefined();
    expect(
      await obstacle({ status: 'proposed', to: 'staging' }),
    ).toBeUndefined();
  });
});
