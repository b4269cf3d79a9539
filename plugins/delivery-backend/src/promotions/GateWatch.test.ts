import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { shop } from '../__testUtils__/shop';
import { GateWatch } from './GateWatch';
import type { PromotionPlanner } from './PromotionPlanner';
import type { PromotionRecord } from './PromotionRecord';

const record = {
  id: 'p-1',
  entityRef: 'component:default/shop',
  from: 'staging',
  to: 'production',
  approvals: [],
} as unknown as PromotionRecord;

function watch({
  promotesFrom,
  plan = async () => {
    throw new ServiceUnavailableError('git.example does not answer.');
  },
}: {
  promotesFrom?: string[];
  plan?: () => Promise<never>;
} = {}) {
  const environments = (shop.spec.environments ?? []).map(environment =>
    environment.name === 'production' && promotesFrom
      ? { ...environment, promotesFrom }
      : environment,
  );
  return new GateWatch({
    planner: {
      plan,
      policyOf: () => ({}),
      judge: async () => ({ gates: [] }),
    } as unknown as PromotionPlanner,
    services: {
      resolve: async () => ({
        entityRef: record.entityRef,
        name: 'shop',
        entity: shop,
        environments,
      }),
    },
    store: { requireApprovals: async () => {} } as never,
  });
}

describe('an open promotion that cannot be judged', () => {
  it('no longer passes when the path of service.yaml leads elsewhere', async () => {
    const gates = await watch({ promotesFrom: ['dev'] }).judge(record);
    expect(gates).toMatchObject({
      state: 'failed',
      reason: createReason('CheckFailed', {
        detail:
          'staging no longer comes before production on the path of service.yaml.',
      }),
    });
  });

  it('no longer passes when what was chosen is off the path', async () => {
    const chosen = { environment: 'elsewhere', deployment: 'd', commit: 'c' };
    const gates = await watch().judge({ ...record, chosen } as never);
    expect(gates).toMatchObject({ state: 'failed' });
  });

  it('is unknown when asking is refused, and asked again when nobody answers', async () => {
    const refuse = async () => {
      throw new InputError('Not like this.');
    };
    expect(await watch({ plan: refuse }).judge(record)).toMatchObject({
      state: 'unknown',
      reason: createReason('CheckFailed', { detail: 'Not like this.' }),
    });
    await expect(watch().judge(record)).rejects.toThrow('does not answer');
  });
});
