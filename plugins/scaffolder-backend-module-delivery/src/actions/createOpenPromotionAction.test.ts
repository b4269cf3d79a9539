import { ConflictError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  createReason,
  Promotion,
  PromotionPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryService } from '@stonegarden/backstage-plugin-delivery-node';
import { createOpenPromotionAction } from './createOpenPromotionAction';

const input = {
  entityRef: 'component:default/shop',
  from: 'staging',
  to: 'production',
};
const changes = [
  {
    name: 'ghcr.io/acme/shop',
    from: { tag: '1.2.3' },
    to: { tag: '1.3.0' },
  },
];
const promotion: Promotion = {
  ...input,
  id: 'p1',
  changes,
  release: { images: [{ name: 'ghcr.io/acme/shop', tag: '1.3.0' }] },
  status: 'open',
  pullRequest: { number: 7, url: 'https://git.example.org/pull/7', title: 'x' },
  branch: 'stonegarden/promote/shop-production-1a2b3c4d',
  baseCommit: 'c0ffee',
  requestedBy: 'user:default/anna',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
};
const preview: PromotionPreview = {
  ...input,
  baseCommit: 'c0ffee',
  changes,
  files: [{ path: 'a/kustomization.yaml', diff: '-1.2.3\n+1.3.0\n' }],
  gates: [
    {
      id: 'source-healthy',
      title: 'Staging is healthy',
      status: 'passed',
      reason: createReason('EnvironmentHealthy', { environment: 'staging' }),
    },
  ],
  canOpen: true,
};

function setUp() {
  const delivery: jest.Mocked<DeliveryService> = {
    getService: jest.fn(),
    previewPromotion: jest.fn().mockResolvedValue(preview),
    openPromotion: jest.fn().mockResolvedValue(promotion),
    previewRollback: jest.fn(),
    openRollback: jest.fn(),
    getPromotion: jest.fn(),
  };
  const action = createOpenPromotionAction({ delivery });
  return { delivery, action, context: createMockActionContext({ input }) };
}

describe('delivery:promotion:open', () => {
  it('opens the promotion as the user', async () => {
    const { delivery, action, context } = setUp();
    await action.handler(context);
    expect(delivery.openPromotion).toHaveBeenCalledWith(
      'component:default/shop',
      { from: 'staging', to: 'production' },
      { credentials: await context.getInitiatorCredentials() },
    );
    expect(context.output).toHaveBeenCalledWith('promotionId', 'p1');
    expect(context.output).toHaveBeenCalledWith('status', 'open');
    expect(context.output).toHaveBeenCalledWith('pullRequestNumber', 7);
    expect(context.output).toHaveBeenCalledWith(
      'pullRequestUrl',
      'https://git.example.org/pull/7',
    );
  });

  it('passes on the reason that a person gives', async () => {
    const { delivery, action, context } = setUp();
    await action.handler({
      ...context,
      input: { ...input, reason: ' The cause is fixed. ' },
    });
    expect(delivery.openPromotion).toHaveBeenCalledWith(
      'component:default/shop',
      { from: 'staging', to: 'production', reason: 'The cause is fixed.' },
      { credentials: await context.getInitiatorCredentials() },
    );
  });

  it('fails in a dry run without the reason that opening would ask for', async () => {
    const { delivery, action, context } = setUp();
    const why = createReason('ExternalGate', {
      gate: 'freeze',
      message: 'Say why.',
    });
    delivery.previewPromotion.mockResolvedValue({
      ...preview,
      reasonRequired: [why],
    });
    const dryRun = { ...context, isDryRun: true };
    await expect(action.handler(dryRun)).rejects.toThrow('Say why.');
    await expect(
      action.handler({ ...dryRun, input: { ...input, reason: 'Fixed.' } }),
    ).resolves.toBeUndefined();
  });

  it("fails with the gate's own words", async () => {
    const { delivery, action, context } = setUp();
    delivery.openPromotion.mockRejectedValue(
      new ConflictError('staging is Degraded'),
    );
    await expect(action.handler(context)).rejects.toThrow(
      'staging is Degraded',
    );
  });

  it('keeps the id of a promotion that has no pull request yet', async () => {
    const { delivery, action, context } = setUp();
    delivery.openPromotion.mockResolvedValue({
      ...promotion,
      status: 'proposed',
      pullRequest: undefined,
    });
    await expect(action.handler(context)).rejects.toThrow(
      'Promotion p1 is recorded but has no pull request yet. Try again',
    );
    expect(context.output).toHaveBeenCalledWith('promotionId', 'p1');
  });

  it('only previews in a dry run', async () => {
    const { delivery, action, context } = setUp();
    await action.handler({ ...context, isDryRun: true });
    expect(delivery.previewPromotion).toHaveBeenCalledTimes(1);
    expect(delivery.openPromotion).not.toHaveBeenCalled();
  });

  it('fails in a dry run where opening would fail', async () => {
    const { delivery, action, context } = setUp();
    delivery.previewPromotion.mockResolvedValue({
      ...preview,
      canOpen: false,
      reason: createReason('NothingToPromote', {
        from: 'staging',
        to: 'production',
      }),
    });
    await expect(
      action.handler({ ...context, isDryRun: true }),
    ).rejects.toThrow('nothing to promote');
  });
});
