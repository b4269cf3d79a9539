import { mockServices } from '@backstage/backend-test-utils';
import type { PromotionPullRequest } from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GitLocation,
  PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { useFakeDate } from '../__testUtils__/useFakeDate';
import type { NewPromotion } from './PromotionRecord';
import { PromotionStore } from './PromotionStore';
import { owesSharedStatus, SharedStatusWriter } from './SharedStatusWriter';

jest.setTimeout(60_000);

const START = Date.parse('2026-01-01T00:00:00.000Z');
const SHARED = 's-1';

const promotionOf = (name: string): NewPromotion => ({
  entityRef: `component:default/${name}`,
  from: 'staging',
  to: 'production',
  target: { cluster: 'homelab', namespace: name },
  releaseKey: '1a2b3c4d',
  changes: [{ name, from: { tag: '1' }, to: { tag: '2' } }],
  release: { images: [{ name, tag: '2' }] },
  sourceUrl: `https://github.com/acme/platform/tree/main/services/${name}/`,
  repository: 'github.com/acme/platform',
  baseCommit: 'a'.repeat(40),
  requestedBy: 'user:default/ada',
  branch: 'stonegarden/promote/train',
  intent: {
    baseBranch: 'main',
    edits: [{ path: `${name}/kustomization.yaml`, content: 'x\n' }],
    title: 'Promote',
    body: 'Because.',
    trailers: {},
  },
  sharedId: SHARED,
});

describeOnDatabases('the commit status that several share', createDatabase => {
  beforeEach(() => useFakeDate(START));
  afterEach(() => jest.useRealTimers());

  async function setUp() {
    const knex = await createDatabase();
    const store = await PromotionStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    const [cart, mail] =
      (await store.proposeTogether(['cart', 'mail'].map(promotionOf))) ?? [];
    const judge = async (
      record: typeof cart,
      state: 'passed' | 'failed',
    ): Promise<void> => {
      const known = (await store.get(record.id)) ?? record;
      const pullRequest: PromotionPullRequest = {
        ...{ number: 7, url: 'https://x/7', title: 'Promote', state: 'open' },
        gates: { state, asOf: new Date().toISOString() },
      };
      await store.update(known, { status: 'open', pullRequest });
    };
    await judge(cart, 'passed');
    await judge(mail, 'passed');
    const host: string[] = [];
    const write = async (
      options: { until?: Promise<void>; dies?: boolean } = {},
    ) => {
      const writer = new SharedStatusWriter({
        portalUrl: 'https://portal.example',
        store: {
          claimSharedStatus: store.claimSharedStatus.bind(store),
          listSharing: store.listSharing.bind(store),
          setSharedStatus: options.dies
            ? () => Promise.reject(new Error('The portal has ended.'))
            : store.setSharedStatus.bind(store),
        },
      });
      const pullRequests = {
        setStatus: async (_commit: string, { state }: { state: string }) => {
          await options.until;
          host.push(state);
        },
      };
      await writer.write(
        cart,
        SHARED,
        { headCommit: 'b'.repeat(40) } as PullRequest,
        { pullRequests } as unknown as GitLocation,
      );
    };
    const isOwed = async () =>
      (await store.listSharing(cart)).some(owesSharedStatus);
    return { cart, host, isOwed, judge, mail, write };
  }

  it('is written again after a run that ended before it said what it wrote', async () => {
    const { host, isOwed, judge, mail, write } = await setUp();
    let goOn = () => {};
    const until = new Promise<void>(resolve => {
      goOn = resolve;
    });
    await write();
    expect([host, await isOwed()]).toEqual([['passed'], false]);

    await judge(mail, 'failed');
    const ending = write({ until, dies: true });
    await eventually(async () => expect(await isOwed()).toBe(true));
    await judge(mail, 'passed');
    await write();
    goOn();
    await expect(ending).rejects.toThrow('has ended');
    // The host has what was known when that run began.
    expect(host.at(-1)).toBe('failed');
    expect(await isOwed()).toBe(true);

    jest.setSystemTime(START + 61_000);
    await write();
    expect(host.at(-1)).toBe('passed');
    expect(await isOwed()).toBe(false);
  });

  it('is the last word of all where several write at the same time', async () => {
    const { cart, host, isOwed, judge, mail, write } = await setUp();
    let goOn = () => {};
    const until = new Promise<void>(resolve => {
      goOn = resolve;
    });
    const first = write({ until });
    await eventually(async () => expect(await isOwed()).toBe(true));
    await judge(mail, 'failed');
    await write();
    expect(host).toEqual([]);
    goOn();
    await first;
    expect(host).toEqual(['passed', 'failed']);
    expect(await isOwed()).toBe(false);
    await judge(cart, 'failed');
    await Promise.all([write(), write(), write()]);
    expect(host.at(-1)).toBe('failed');
    expect(await isOwed()).toBe(false);
  });
});
