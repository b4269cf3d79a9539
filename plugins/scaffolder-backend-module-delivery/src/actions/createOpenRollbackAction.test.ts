import { ConflictError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  createReason,
  type Promotion,
  type RollbackPreview,
  type ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryService } from '@stonegarden/backstage-plugin-delivery-node';
import { createOpenRollbackAction } from './createOpenRollbackAction';

const entityRef = 'component:default/shop';
const input = { entityRef, environment: 'production' };
const rollback = {
  id: 'r1',
  status: 'open',
  changes: [{ name: 'shop', from: { tag: '1.1' }, to: { tag: '1.0' } }],
  pullRequest: { number: 7, url: 'https://git.example.org/pull/7', title: 'x' },
} as Promotion;
const preview = {
  files: [{ path: 'a/kustomization.yaml', diff: '-1.1\n+1.0\n' }],
  reasonRequired: [
    createReason('RollbackOfProtected', { environment: 'production' }),
  ],
  canOpen: true,
} as unknown as RollbackPreview;

function setUp() {
  const delivery: jest.Mocked<DeliveryService> = {
    getService: jest.fn().mockResolvedValue({
      histories: [
        { environment: 'staging' },
        { environment: 'production', previous: { id: 'd1' } },
      ],
    } as ServiceDelivery),
    previewPromotion: jest.fn(),
    openPromotion: jest.fn(),
    previewRollback: jest.fn().mockResolvedValue(preview),
    openRollback: jest.fn().mockResolvedValue(rollback),
    getPromotion: jest.fn(),
  };
  const action = createOpenRollbackAction({ delivery });
  return { delivery, action, context: createMockActionContext({ input }) };
}

describe('delivery:rollback:open', () => {
  it('goes back to what ran before, as the user', async () => {
    const { delivery, action, context } = setUp();
    await action.handler({
      ...context,
      input: { ...input, reason: 'Checkout fails.' },
    });
    expect(delivery.openRollback).toHaveBeenCalledWith(
      entityRef,
      {
        environment: 'production',
        deployment: 'd1',
        scope: 'versions',
        reason: 'Checkout fails.',
      },
      { credentials: await context.getInitiatorCredentials() },
    );
    expect(context.output).toHaveBeenCalledWith('promotionId', 'r1');
    expect(context.output).toHaveBeenCalledWith(
      'pullRequestUrl',
      'https://git.example.org/pull/7',
    );
  });

  it('goes back to the deployment that is named', async () => {
    const { delivery, action, context } = setUp();
    await action.handler({
      ...context,
      input: { ...input, deployment: 'd0', scope: 'everything' },
    });
    expect(delivery.getService).not.toHaveBeenCalled();
    expect(delivery.openRollback).toHaveBeenCalledWith(
      entityRef,
      { environment: 'production', deployment: 'd0', scope: 'everything' },
      expect.anything(),
    );
  });

  it('says when there is nothing to go back to', async () => {
    const { action, context } = setUp();
    await expect(
      action.handler({
        ...context,
        input: { ...input, environment: 'staging' },
      }),
    ).rejects.toThrow('No deployment to staging is known');
  });

  it('only previews in a dry run, and fails where opening would', async () => {
    const { delivery, action, context } = setUp();
    const dryRun = { ...context, isDryRun: true };
    await expect(action.handler(dryRun)).rejects.toThrow('it needs a reason');
    await action.handler({
      ...dryRun,
      input: { ...input, reason: 'It fails.' },
    });
    delivery.previewRollback.mockResolvedValue({
      ...preview,
      canOpen: false,
      reason: createReason('NothingToRollBack', { environment: 'production' }),
    });
    await expect(action.handler(dryRun)).rejects.toThrow(
      'there is nothing to roll back',
    );
    expect(delivery.openRollback).not.toHaveBeenCalled();
  });

  it("fails with delivery-backend's own words", async () => {
    const { delivery, action, context } = setUp();
    delivery.openRollback.mockRejectedValue(new ConflictError('not now'));
    await expect(action.handler(context)).rejects.toThrow('not now');
  });
});
