import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  createReason,
  parseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import type { NoticeTopic } from './PromotionNotice';
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
  let told: Map<string, string>;

  beforeEach(() => {
    send = jest.fn<Promise<void>, Parameters<NotificationService['send']>>(
      async () => {},
    );
    record = { ...failed };
    told = new Map();
    logger.warn.mockClear();
  });

  const create = (options: { timeoutMs?: number; off?: NoticeTopic[] } = {}) =>
    new PromotionNotifier({
      notifications: { send },
      recipients: {
        of: async ({ requestedBy }, audience) =>
          audience.to === 'everybody'
            ? {
                type: 'entity',
                entityRef: ['group:default/product', requestedBy],
              }
            : undefined,
      },
      notices: {
        claim: async (_id, key) => {
          const isFree = !told.has(key);
          told.set(key, told.get(key) ?? 'claimed');
          return isFree;
        },
        sent: async (_id, key) => {
          told.set(key, 'sent');
        },
        release: async (_id, key) => {
          told.delete(key);
        },
      },
      logger,
      ...options,
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

  it('tells once, also after a restart and of what fails at the same time', async () => {
    const notifier = create();
    await Promise.all([notifier.tell(record), notifier.tell(record)]);
    await notifier.tell(record);
    await create().tell(record);
    expect(send).toHaveBeenCalledTimes(1);
    expect([...told]).toEqual([['failed 2026-01-01T02:00:00.000Z', 'sent']]);
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

  it('tells by one of two backends', async () => {
    await Promise.all([create().tell(record), create().tell(record)]);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('tells nothing that an older version has told', async () => {
    const notices = ['failed 2026-01-01T02:00:00.000Z'];
    await create().tell({ ...record, told: { notices } });
    expect(send).not.toHaveBeenCalled();
  });

  it('tells nothing that is off', async () => {
    await create({ off: ['promotion-failed'] }).tell(record);
    expect(send).not.toHaveBeenCalled();
  });

  it('tells nobody what is for nobody, and that once', async () => {
    await create().tell({
      ...record,
      status: 'rejected',
      headCommit: 'c1',
      pullRequest: { number: 1, url: '', title: '' },
    });
    expect(send).not.toHaveBeenCalled();
    expect([...told.values()]).toEqual(['sent']);
  });

  it('tells words of people as plain text, and not at any length', async () => {
    const text = `@ada see https://evil.example\n# <b>${'x'.repeat(1000)}`;
    const reason = createReason('Recorded', { text });
    await create().tell({ ...record, reason });
    const { description = '' } = send.mock.calls[0][0].payload;
    expect(description).not.toMatch(/@ada|https:\/\/|\n/);
    expect(description.length).toBeLessThanOrEqual(300);
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
    expect(told.size).toBe(0);
  });

  it('waits for no answer for ever', async () => {
    send.mockImplementation(() => new Promise(() => {}));
    await create({ timeoutMs: 20 }).tell(record);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('No answer within 20 ms'),
    );
  });
});
