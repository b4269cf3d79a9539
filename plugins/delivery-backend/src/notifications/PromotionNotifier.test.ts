import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  createReason,
  parseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  PromotionRecord,
  AlreadyTold,
} from '../promotions/PromotionRecord';
import type { ResolvedService } from '../services/ServiceResolver';
import { PromotionNotifier } from './PromotionNotifier';

const failed = {
  id: 'p1',
  entityRef: 'component:default/shop',
  from: 'staging',
  to: 'production',
  release: { images: [parseImage('ghcr.io/acme/shop:1.1')] },
  status: 'failed',
  reason: createReason('TargetDegraded', { environment: 'production' }),
  finishedAt: '2026-01-01T02:00:00.000Z',
  requestedBy: 'user:default/ada',
  told: {},
} as PromotionRecord;

describe('PromotionNotifier', () => {
  const logger = mockServices.logger.mock();
  let send: jest.MockedFunction<NotificationService['send']>;
  let record: PromotionRecord;

  beforeEach(() => {
    send = jest.fn<Promise<void>, Parameters<NotificationService['send']>>(
      async () => {},
    );
    record = { ...failed, told: { comments: ['a'] } };
    logger.warn.mockClear();
  });

  const create = (timeoutMs?: number) =>
    new PromotionNotifier({
      notifications: { send },
      services: {
        resolve: async entityRef =>
          ({
            entityRef,
            entity: { spec: { owner: 'group:default/product' } },
          } as ResolvedService),
      },
      store: {
        get: async () => ({ ...record }),
        setTold: async (_id, told: AlreadyTold) => {
          record = { ...record, told };
        },
      },
      logger,
      ...(timeoutMs ? { timeoutMs } : {}),
    });

  it('tells the owner and whoever asked, with the way to the service', async () => {
    await create().tell(record);
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: {
            type: 'entity',
            entityRef: ['group:default/product', 'user:default/ada'],
          },
          payload: {
            title: 'The promotion of shop 1.1 to production failed',
            description: 'production became Degraded after the sync.',
            link: '/catalog/default/component/shop',
            severity: 'high',
            topic: 'promotion-failed',
            scope: 'promotion-failed p1',
          },
        },
      ],
    ]);
  });

  it.each(['external:ci', 'plugin:delivery'])(
    'tells nobody but the owner where %s asked',
    async requestedBy => {
      await create().tell({ ...record, requestedBy });
      expect(send.mock.calls[0][0].recipients).toEqual({
        type: 'entity',
        entityRef: ['group:default/product'],
      });
    },
  );

  it('tells once, also after a restart and of what fails at the same time', async () => {
    const notifier = create();
    await Promise.all([notifier.tell(record), notifier.tell(record)]);
    await notifier.tell(record);
    await create().tell(record);
    expect(send).toHaveBeenCalledTimes(1);
    expect(record.told).toEqual({
      comments: ['a'],
      notices: ['failed 2026-01-01T02:00:00.000Z'],
    });
  });

  it('tells again of one that recovered and failed again', async () => {
    const notifier = create();
    await notifier.tell(record);
    record = { ...record, finishedAt: '2026-01-01T05:00:00.000Z' };
    await notifier.tell(record);
    expect(send).toHaveBeenCalledTimes(2);
    const scopes = send.mock.calls.map(([{ payload }]) => payload.scope);
    expect(new Set(scopes).size).toBe(1);
  });

  it('gives two backends the same scope, so that it is one notification', async () => {
    await Promise.all([create().tell(record), create().tell(record)]);
    const scopes = send.mock.calls.map(([{ payload }]) => payload.scope);
    expect(new Set(scopes)).toEqual(new Set(['promotion-failed p1']));
  });

  it('logs where there is no notifications backend, and gives up after three attempts', async () => {
    send.mockRejectedValue(
      new Error('Failed to send notifications: Request failed with status 404'),
    );
    const notifier = create();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(notifier.tell(record)).resolves.toBeUndefined();
    }
    expect(send).toHaveBeenCalledTimes(3);
    expect(logger.warn).toHaveBeenCalledTimes(3);
    expect(logger.warn).toHaveBeenLastCalledWith(
      expect.stringContaining('it is not tried again'),
    );
    expect(record.told.notices).toBeUndefined();
  });

  it('waits for no answer for ever', async () => {
    send.mockImplementation(() => new Promise(() => {}));
    await create(20).tell(record);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('No answer within 20 ms'),
    );
  });
});
