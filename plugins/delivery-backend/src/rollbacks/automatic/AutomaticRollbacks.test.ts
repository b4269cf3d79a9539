import { ServiceUnavailableError } from '@backstage/errors';
import { mockServices } from '@backstage/backend-test-utils';
import {
  createReason,
  type Deployment,
  type EnvironmentHistory,
  parseImage,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { SHOP_FOLDER, shop, shopFiles } from '../../__testUtils__/shop';
import type { PromotionOpener } from '../../promotions/PromotionOpener';
import type {
  AlreadyTold,
  PromotionRecord,
} from '../../promotions/PromotionRecord';
import type { ResolvedService } from '../../services/ServiceResolver';
import { AutomaticRollbacks } from './AutomaticRollbacks';

const release = (tag: string) => ({
  images: [parseImage(`ghcr.io/acme/shop:${tag}`)],
});
const deployment = (id: string, overrides: Partial<Deployment> = {}) =>
  ({
    id,
    entityRef: 'component:default/shop',
    environment: 'production',
    release: release('1.0'),
    ...overrides,
  } as Deployment);

describe('AutomaticRollbacks', () => {
  const logger = mockServices.logger.mock();
  let git: FakeGitHost;
  let failed: PromotionRecord;
  let history: EnvironmentHistory | undefined;
  let warnings: Reason[];
  let recorded: PromotionRecord[];
  let open: jest.MockedFunction<PromotionOpener['open']>;
  const onOpened = jest.fn();

  beforeEach(async () => {
    jest.clearAllMocks();
    git = new FakeGitHost(shopFiles());
    const parent = await git.reader.head('main');
    const commit = await git.pullRequests.commit({
      parent,
      edits: [{ path: 'a.txt', content: 'a' }],
      title: 'Promote',
    });
    const pullRequest = await git.pullRequests.open({
      branch: 'promote',
      commit,
      baseBranch: 'main',
      title: 'Promote',
      body: '',
    });
    const facts: Partial<PromotionRecord> = {
      id: 'p1',
      entityRef: 'component:default/shop',
      from: 'staging',
      to: 'production',
      release: release('1.1'),
      status: 'failed',
      reason: createReason('TargetDegraded', { environment: 'production' }),
      createdAt: '2026-01-01T01:00:00.000Z',
      mergedAt: '2026-01-01T02:00:00.000Z',
      pullRequest,
      sourceUrl: `https://git.example/acme/platform/tree/main/${SHOP_FOLDER}/`,
      told: {},
    };
    failed = facts as PromotionRecord;
    recorded = [failed];
    warnings = [];
    history = {
      environment: 'production',
      current: deployment('d2', { promotion: 'p1' }),
      previous: deployment('d1'),
    };
    open = jest.fn<
      ReturnType<PromotionOpener['open']>,
      Parameters<PromotionOpener['open']>
    >(async (_service, { rollback }) => {
      const promotion = {
        ...failed,
        id: 'r1',
        from: 'production',
        release: release('1.0'),
        rollback: {
          deployment: 'd1',
          scope: 'versions',
          automaticFor: rollback?.automaticFor,
        },
        pullRequest: { number: 2, url: '', title: '' },
      } as PromotionRecord;
      recorded = [...recorded, promotion];
      return { promotion, created: true };
    });
  });

  const create = (environments = ['production']) =>
    new AutomaticRollbacks({
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      environments,
      histories: { find: async () => (history ? [history] : []) },
      hosts: git.hosts,
      logger,
      onOpened,
      opener: { open },
      services: {
        resolve: async entityRef =>
          ({ entityRef, entity: shop, name: 'shop' } as ResolvedService),
      },
      store: {
        get: async id => recorded.find(record => record.id === id),
        list: async () => recorded,
        findAutomatic: async id =>
          recorded.find(({ rollback }) => rollback?.automaticFor === id),
        setTold: async (id, told: AlreadyTold) => {
          recorded = recorded.map(record =>
            record.id === id ? { ...record, told } : record,
          );
        },
      },
      warnings: { collect: async () => warnings },
    });

  it('goes back to what ran before, with the versions only, and says why', async () => {
    await create().consider(failed);
    expect(open).toHaveBeenCalledTimes(1);
    const [, request, requester] = open.mock.calls[0];
    expect(request).toEqual({
      from: 'production',
      to: 'production',
      reason:
        'The promotion to 1.1 failed: production became Degraded after the sync.',
      rollback: {
        deployment: history?.previous,
        scope: 'versions',
        automaticFor: 'p1',
      },
    });
    expect(requester).toEqual({ ref: 'plugin:delivery', mayApprove: false });
    expect(onOpened).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'r1' }),
    );
    expect(git.pulls[0].comments).toEqual([
      expect.stringContaining(
        'The rollback to `1.0` was opened automatically: #2.',
      ),
    ]);
  });

  it('does so once, asked at the same time, again, and after a restart', async () => {
    const rollbacks = create();
    await Promise.all([rollbacks.consider(failed), rollbacks.consider(failed)]);
    await rollbacks.consider(failed);
    await create().consider(failed);
    expect(open).toHaveBeenCalledTimes(1);
    expect(git.pulls[0].comments).toHaveLength(1);
  });

  it('does nothing where the policy does not say so', async () => {
    await create(['dev']).consider(failed);
    expect(open).not.toHaveBeenCalled();
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('does nothing when something else was merged since', async () => {
    const mergedAt = '2026-01-01T03:00:00.000Z';
    recorded = [failed, { ...failed, id: 'p2', mergedAt }];
    await create().consider(failed);
    expect(open).not.toHaveBeenCalled();
  });

  it.each<[string, Partial<EnvironmentHistory>, string]>([
    [
      'waits until the promotion is recorded as what runs',
      { current: deployment('d1') },
      'it is not recorded as what runs',
    ],
    [
      'goes back to nothing where nothing ran before',
      { previous: undefined },
      'nothing else ran before it',
    ],
    [
      'does not go back to what failed as well',
      { previous: deployment('d1', { outcome: 'failed' }) },
      '1.0, which ran before it, failed as well',
    ],
  ])('%s, and logs it once', async (_what, overrides, message) => {
    const found = { ...history, ...overrides } as EnvironmentHistory;
    history = found;
    const rollbacks = create();
    await rollbacks.consider(failed);
    await rollbacks.consider(failed);
    expect(open).not.toHaveBeenCalled();
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining(message)],
    ]);
  });

  it('opens none that would warn, and says so once on the pull request', async () => {
    warnings = [createReason('ImageGone', { image: 'ghcr.io/acme/shop:1.0' })];
    const rollbacks = create();
    await rollbacks.consider(failed);
    await rollbacks.consider(failed);
    expect(open).not.toHaveBeenCalled();
    expect(git.pulls[0].comments).toEqual([
      expect.stringContaining('No rollback was opened automatically:'),
    ]);
  });

  it('tries again what did not work', async () => {
    open.mockRejectedValueOnce(new ServiceUnavailableError('No answer'));
    const rollbacks = create();
    await rollbacks.consider(failed);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('No answer'),
    );
    await rollbacks.consider(failed);
    expect(open).toHaveBeenCalledTimes(2);
    expect(recorded).toHaveLength(2);
  });

  it('owes the comment until the Git host takes it', async () => {
    const comment = jest
      .spyOn(git.pullRequests, 'comment')
      .mockRejectedValueOnce(new ServiceUnavailableError('No answer'));
    const rollbacks = create();
    await rollbacks.consider(failed);
    expect(git.pulls[0].comments).toEqual([]);
    await rollbacks.consider(failed);
    expect(comment).toHaveBeenCalledTimes(2);
    expect(git.pulls[0].comments).toHaveLength(1);
    expect(open).toHaveBeenCalledTimes(1);
  });
});
