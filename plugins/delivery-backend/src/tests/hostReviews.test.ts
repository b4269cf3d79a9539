import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import type { PullRequestReview } from '@stonegarden/backstage-plugin-delivery-node';
import { eventually } from '@stonegarden/test-utils';
import { shop } from '../__testUtils__/shop';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const QA = 'group:default/qa';
const rita: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: {
    name: 'rita',
    annotations: {
      'github.com/user-login': 'rita-h',
      'backstage.io/managed-by-location': 'url:https://git.example/rita-h',
      'backstage.io/managed-by-origin-location': 'url:https://git.example/org',
    },
  },
  spec: { memberOf: ['qa'] },
  relations: [{ type: 'memberOf', targetRef: QA }],
};

describe('reviews at the Git host', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  it('count as approvals while they stand, and for what was merged with them', async () => {
    const { api, git, webhook } = await start({
      services: [shop, rita],
      delivery: {
        promotion: {
          settleTime: { milliseconds: 200 },
          policy: [{ approvals: { groups: [QA] } }],
        },
      },
      features: [mockServices.userInfo.factory()],
    });
    const { body } = await api
      .post(`${SHOP}/promotions`)
      .send({ from: 'staging', to: 'production' });
    const promotion: Promotion = body;
    const read = async (): Promise<Promotion> =>
      (await api.get(`/api/delivery/promotions/${promotion.id}`)).body;
    const say = async (...reviews: Array<Partial<PullRequestReview>>) => {
      git.pulls[0].reviews = reviews.map(each => ({
        by: 'rita-h',
        state: 'approved',
        commit: promotion.headCommit!,
        at: '2026-01-01T12:00:00.000Z',
        ...each,
      }));
      await webhook(1);
      return read();
    };
    const hostSays = () =>
      git
        .statuses(promotion.headCommit!)
        .find(({ context }) => context === 'stonegarden/promotion')?.state;
    expect(git.pulls[0].body).toContain('Reviews here count');

    const stranger = await say({ by: 'mallory' });
    expect(stranger).toMatchObject({
      approvalState: 'awaited',
      pullRequest: { reviews: [{ login: 'mallory' }] },
    });
    expect(stranger).not.toHaveProperty('approvals');
    expect(hostSays()).toBe('pending');

    expect(await say({})).toMatchObject({
      approvalState: 'approved',
      approvals: [{ by: 'user:default/rita', source: 'git-host' }],
      pullRequest: { gates: { state: 'passed' } },
    });
    expect(hostSays()).toBe('passed');

    expect(await say({ state: 'changes-requested' })).toMatchObject({
      approvalState: 'awaited',
    });
    expect(hostSays()).toBe('pending');

    git.pulls[0].reviews[0].state = 'approved';
    git.merge(1);
    await webhook(1);
    await eventually(async () =>
      expect(await read()).toMatchObject({
        mergedAt: expect.anything(),
        approvalState: 'approved',
      }),
    );
  });
});
