import { mockServices } from '@backstage/backend-test-utils';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { AuditedOpenings } from './AuditedOpenings';
import type { WantedPromotion } from './SharedOpener';

const wantedOf = (name: string) =>
  ({
    service: { entityRef: `component:default/${name}` },
    request: { from: 'staging', to: 'production' },
    requester: { ref: 'user:default/ada' },
  } as unknown as WantedPromotion);
const promotion = {
  id: 'p-1',
  pullRequest: { number: 1, url: 'https://git.example/1' },
} as unknown as PromotionRecord;

function setUp() {
  const log: unknown[] = [];
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockImplementation(async ({ meta }) => {
    const { entityRef } = meta as { entityRef: string };
    log.push(['begun', entityRef]);
    return {
      success: async options => {
        log.push(['succeeded', entityRef, options?.meta]);
      },
      fail: async ({ error }) => {
        log.push(['failed', entityRef, error.message]);
      },
    };
  });
  const opened = jest.fn(async () => {});
  const failed = jest.fn(async () => {});
  const audit = new AuditedOpenings(
    { opened, failed },
    { auditor, train: { id: 't-1' } },
  );
  return { audit, log, opened };
}

describe('the audit of the openings of a train', () => {
  it('begins before anything is opened, and says what others had opened', async () => {
    const { audit, log } = setUp();
    const [cart, mail] = ['cart', 'mail'].map(wantedOf);
    await audit.during([cart, mail], async () => {
      expect(log).toEqual([
        ['begun', 'component:default/cart'],
        ['begun', 'component:default/mail'],
      ]);
      await audit.opened(cart, promotion, false);
      await audit.failed(mail, new Error('Not now.'));
    });
    expect(log.slice(2)).toEqual([
      [
        'succeeded',
        'component:default/cart',
        {
          promotion: 'p-1',
          created: false,
          pullRequest: 'https://git.example/1',
        },
      ],
      ['failed', 'component:default/mail', 'Not now.'],
    ]);
  });

  it('does not say of what is open that it failed, when its record cannot be written', async () => {
    const { audit, log, opened } = setUp();
    opened.mockRejectedValue(new Error('The database does not answer.'));
    const [cart, mail] = ['cart', 'mail'].map(wantedOf);
    await expect(
      audit.during([cart, mail], () => audit.opened(cart, promotion, true)),
    ).rejects.toThrow('database');
    expect(log.slice(2)).toMatchObject([
      ['succeeded', 'component:default/cart', { created: true }],
      ['failed', 'component:default/mail', 'The database does not answer.'],
    ]);
  });
});
