import { mockServices } from '@backstage/backend-test-utils';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from './PromotionRecord';
import { ReconciledPromotions } from './ReconciledPromotions';

const record = {
  id: 'p-1',
  entityRef: 'component:default/shop',
  from: 'staging',
  to: 'production',
  status: 'open',
  createdAt: '2026-01-01T10:00:00.000Z',
} as PromotionRecord;

function setUp(options: { moves?: boolean } = {}) {
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(event);
  const promotions = new ReconciledPromotions({
    auditor,
    logger: mockServices.logger.mock(),
    onChange: () => {},
    onMerge: () => {},
    store: {
      get: async () => record,
      update: async () => options.moves ?? true,
    },
  });
  return { auditor, event, promotions };
}

const reason = createReason('TargetDegraded', { environment: 'production' });

describe('ReconciledPromotions', () => {
  it('writes the audit event promotion-status for each change of status', async () => {
    const { auditor, event, promotions } = setUp();
    await promotions.save(record, { status: 'failed', reason }, {});
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'promotion-status',
      severityLevel: 'medium',
      meta: {
        promotion: 'p-1',
        entityRef: 'component:default/shop',
        environment: 'production',
        before: 'open',
        status: 'failed',
        reason: 'TargetDegraded',
      },
    });
    expect(event.success).toHaveBeenCalledTimes(1);
  });

  it('writes none where the status stays, and none in a backend that did not move it', async () => {
    const stays = setUp();
    await stays.promotions.save(record, { status: 'open', reason }, {});
    expect(stays.auditor.createEvent).not.toHaveBeenCalled();
    const late = setUp({ moves: false });
    await late.promotions.save(record, { status: 'merged' }, {});
    expect(late.auditor.createEvent).not.toHaveBeenCalled();
  });
});
