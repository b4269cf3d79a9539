import { mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { defaultPromotionPolicy } from '@stonegarden/backstage-plugin-delivery-common';
import { deadlineSignal } from '@stonegarden/backstage-plugin-delivery-node';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import type { ResolvedService } from '../services/ServiceResolver';
import { shop } from '../__testUtils__/shop';
import { treeAt } from '../releases/treeAt';
import type { PromotionEdit, PromotionPlan } from './planPromotion';
import { PromotionOpener } from './PromotionOpener';
import type { PromotionRecord } from './PromotionRecord';

const DEADLINE_MS = 500;

/** As an adapter does whose host does not answer: it waits until its time is over. */
async function silence(): Promise<never> {
  const signal = deadlineSignal();
  if (!signal) {
    throw new Error('Nothing limits this call');
  }
  await new Promise<void>(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
  throw new ServiceUnavailableError('The Git host does not answer.');
}

const SOURCE_URL = 'https://git.example/acme/platform/tree/main/shop/';

const service: ResolvedService = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: [
    {
      name: 'production',
      cluster: 'homelab',
      namespace: 'shop-production',
      autoSync: true,
    },
  ],
};

const edit: PromotionEdit = {
  release: { images: [] },
  releaseKey: 'key',
  branch: 'stonegarden/promote/shop-production-1',
  files: [{ path: 'kustomization.yaml', before: '1', after: '2' }],
};

async function createPlan(): Promise<PromotionPlan> {
  const file = { file: edit.files[0].path };
  const location = await new FakeGitHost({}).hosts.resolve(SOURCE_URL);
  return {
    baseCommit: 'a'.repeat(40),
    sourceUrl: SOURCE_URL,
    changes: [],
    location,
    tree: treeAt(location, 'a'.repeat(40)),
    git: { baseCommit: 'a'.repeat(40), source: file, target: file },
    edit,
  };
}

const record: PromotionRecord = {
  id: 'p-1',
  entityRef: service.entityRef,
  from: 'staging',
  to: 'production',
  target: { cluster: 'homelab', namespace: 'shop-production' },
  releaseKey: edit.releaseKey,
  release: edit.release,
  changes: [],
  status: 'proposed',
  sourceUrl: SOURCE_URL,
  repository: 'git.example/acme/platform',
  baseCommit: 'a'.repeat(40),
  branch: edit.branch,
  headCommit: 'c'.repeat(40),
  intent: {
    baseBranch: 'main',
    edits: [],
    title: 'Promote shop',
    body: '',
    trailers: {},
  },
  told: {},
  requestedBy: 'user:default/ada',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

/** An opener of which each step is as given; the others answer at once. */
function createOpener(steps: {
  plan?: () => Promise<PromotionPlan>;
  judge?: () => Promise<never>;
  find?: jest.Mock;
}) {
  const discard = jest.fn();
  const opener = new PromotionOpener({
    deadlineMs: DEADLINE_MS,
    portalUrl: 'https://portal.example',
    settleMs: 0,
    logger: mockServices.logger.mock(),
    onChange: () => {},
    active: { find: async () => undefined },
    planner: {
      plan: steps.plan ?? createPlan,
      policyOf: () => defaultPromotionPolicy({ isProtected: false }),
      judge: steps.judge ?? (async () => ({ gates: [], reasonRequired: [] })),
    },
    outbox: { find: steps.find ?? silence, send: silence },
    superseder: { supersedeOlder: async () => {} },
    requests: { of: async ({ from, to }) => ({ from, to }) },
    store: {
      propose: async () => ({ record, created: true }),
      findActive: async () => undefined,
      lease: async () => record,
      get: async () => record,
      release: async () => {},
      explainProposed: async () => {},
      list: async () => [],
      listSharing: async () => [record],
      discard,
    },
  });
  const open = async () => {
    // What limits the calls is looked at, not how long they took on this machine.
    const timeout = jest.spyOn(AbortSignal, 'timeout');
    const error = await opener
      .open(
        service,
        { from: 'staging', to: 'production' },
        { ref: 'user:default/ada', mayApprove: false },
      )
      .catch(e => e);
    const limitsMs = timeout.mock.calls.map(([ms]) => ms);
    timeout.mockRestore();
    return { error, limitsMs };
  };
  return { open, discard };
}

describe('the time that an opening takes', () => {
  it.each([
    ['planning', { plan: silence }],
    ['judging', { judge: silence }],
  ])('is over early when %s does not end', async (_, steps) => {
    const { open } = createOpener(steps);
    const { error, limitsMs } = await open();
    expect(error).toMatchObject({ name: 'ServiceUnavailableError' });
    expect(Math.min(...limitsMs)).toBeLessThan(DEADLINE_MS);
  });

  it('leaves some to look for what became of a lost answer, however long the planning took', async () => {
    const find = jest
      .fn()
      .mockImplementationOnce(silence)
      .mockImplementationOnce(async () => {
        expect(deadlineSignal()?.aborted).toBe(false);
        return { ...record, pullRequest: { number: 1, url: '', title: '' } };
      });
    const { open } = createOpener({
      plan: async () => {
        await new Promise(resolve => {
          setTimeout(resolve, DEADLINE_MS * 0.3);
        });
        return createPlan();
      },
      find,
    });
    await open();
    expect(find).toHaveBeenCalledTimes(2);
  });

  it('ends for all calls together, and says that it is not known what became of it', async () => {
    const { open, discard } = createOpener({});
    const { error, limitsMs } = await open();
    expect(error).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('is not known yet'),
    });
    expect(discard).not.toHaveBeenCalled();
    expect(limitsMs.length).toBeGreaterThan(1);
    expect(Math.max(...limitsMs)).toBeLessThanOrEqual(DEADLINE_MS);
  });
});
