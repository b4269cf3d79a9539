import {
  type ClusterChanges,
  createReason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { shop, shopFiles } from '../__testUtils__/shop';
import { PromotionPolicies } from '../policy/PromotionPolicies';
import { allReleaseFiles } from '../releases/allReleaseFiles';
import { GateWatch } from './GateWatch';
import { PromotionPlanner } from './PromotionPlanner';
import type { PromotionRecord } from './PromotionRecord';

const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};
const request = { from: 'staging', to: 'production' };

function setUp() {
  const answer: ClusterChanges = {
    status: 'unsupported',
    reason: createReason('FilesNotRendered', { files: ['a'] }),
  };
  const waits: Array<boolean | undefined> = [];
  const planner = new PromotionPlanner({
    hosts: new FakeGitHost(shopFiles()).hosts,
    releaseFile: allReleaseFiles,
    readModel: { find: () => [], instances: [] },
    gates: { evaluate: async () => [] } as never,
    protectedEnvironments: [],
    policies: new PromotionPolicies({ protectedEnvironments: [], rules: [] }),
    store: { list: async () => [] },
    deployments: { current: async () => undefined, list: async () => [] },
    emergencies: { listActive: async () => [] },
    world: { read: async () => ({}) } as never,
    clusterChanges: {
      read: async (_request, { isPatient } = {}) => {
        waits.push(isPatient);
        return answer;
      },
    },
  });
  return { planner, waits };
}

describe('judging an open promotion', () => {
  it('waits for the rendering longer than a person does', async () => {
    const { planner, waits } = setUp();
    const plan = await planner.plan(service, request);
    await planner.judge(service, request, plan);
    expect(waits).toEqual([undefined]);
    const watch = new GateWatch({
      planner,
      services: { resolve: async () => service },
      store: { requireApprovals: async () => {} } as never,
    });
    await watch.judge({
      ...request,
      id: 'p-1',
      entityRef: service.entityRef,
      requestedBy: 'user:default/ana',
      release: plan.edit?.release,
      releaseKey: plan.edit?.releaseKey,
      approvals: [],
    } as unknown as PromotionRecord);
    expect(waits).toEqual([undefined, true]);
  });
});
