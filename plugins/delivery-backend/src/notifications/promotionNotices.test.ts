import {
  createReason,
  parseImage,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { promotionNotices } from './promotionNotices';

const promotion = (overrides: Partial<Promotion>): Promotion => ({
  id: 'p1',
  entityRef: 'component:default/shop',
  from: 'staging',
  to: 'production',
  changes: [],
  release: { images: [parseImage('ghcr.io/acme/shop:1.1')] },
  status: 'open',
  branch: 'stonegarden/promote/shop-production-1',
  baseCommit: 'c0',
  requestedBy: 'user:default/ada',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  pullRequest: { number: 7, url: 'https://git.example/7', title: 'Promote' },
  ...overrides,
});
const finishedAt = '2026-01-01T02:00:00.000Z';
const reason = createReason('TargetDegraded', { environment: 'production' });
const rollback: Promotion['rollback'] = { deployment: 'd1', scope: 'versions' };

describe('promotionNotices', () => {
  it.each<[string, Partial<Promotion>]>([
    ['is open', {}],
    ['is verified', { status: 'verifying' }],
    ['succeeded', { status: 'succeeded', finishedAt }],
    ['was closed', { status: 'rejected', finishedAt }],
    ['is a rollback that a person asked for', { rollback }],
    [
      'is an automatic rollback that is not open yet',
      {
        rollback: { ...rollback, automaticFor: 'p0' },
        status: 'proposed',
        pullRequest: undefined,
      },
    ],
  ])('has nothing to say of what %s', (_what, overrides) => {
    expect(promotionNotices(promotion(overrides), 'shop')).toEqual([]);
  });

  it('says that a promotion failed, and why', () => {
    expect(
      promotionNotices(
        promotion({ status: 'failed', reason, finishedAt }),
        'shop',
      ),
    ).toEqual([
      {
        key: `failed ${finishedAt}`,
        topic: 'promotion-failed',
        audience: { to: 'everybody' },
        scope: 'promotion-failed p1',
        severity: 'high',
        title: 'The promotion of shop 1.1 to production failed',
        description: 'production became Degraded after the sync.',
      },
    ]);
  });

  it('says that a rollback failed', () => {
    expect(
      promotionNotices(
        promotion({ status: 'failed', reason, finishedAt, rollback }),
        'shop',
      ),
    ).toMatchObject([
      {
        topic: 'rollback-failed',
        title: 'The rollback of shop in production to 1.1 failed',
      },
    ]);
  });

  it('says that a rollback was opened automatically', () => {
    expect(
      promotionNotices(
        promotion({ rollback: { ...rollback, automaticFor: 'p0' } }),
        'shop',
      ),
    ).toEqual([
      {
        key: 'opened automatically',
        topic: 'automatic-rollback',
        audience: { to: 'everybody' },
        scope: 'automatic-rollback p1',
        severity: 'high',
        title:
          'A rollback of shop in production to 1.1 was opened automatically',
        description:
          'The promotion before it failed after its merge. Pull request #7 is to be reviewed and merged; nothing has changed in production yet.',
      },
    ]);
  });
});
