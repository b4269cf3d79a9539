import { mockServices } from '@backstage/backend-test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { NewPromotion, PromotionStore } from './PromotionStore';

jest.setTimeout(60_000);

const promotion: NewPromotion = {
  entityRef: 'component:default/shop',
  from: 'staging',
  to: 'production',
  target: { cluster: 'homelab', namespace: 'shop' },
  releaseKey: '1a2b3c4d',
  changes: [{ name: 'shop', from: { tag: '1' }, to: { tag: '2' } }],
  release: { images: [{ name: 'shop', tag: '2' }] },
  sourceUrl: 'https://github.com/acme/platform/tree/main/services/shop/',
  repository: 'github.com/acme/platform',
  baseCommit: 'a'.repeat(40),
  requestedBy: 'user:default/ada',
};
const pullRequest = { number: 7, url: 'https://x/7', title: 'Promote' };

describeOnDatabases('PromotionStore', createDatabase => {
  async function create() {
    const knex = await createDatabase();
    return PromotionStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
  }

  it('keeps all it is told', async () => {
    const store = await create();
    const { record, created } = await store.propose(promotion);
    expect(created).toBe(true);
    expect(await store.get(record.id)).toEqual(record);
    expect(record).toMatchObject({ ...promotion, status: 'proposed' });

    await store.update(record, { status: 'open', pullRequest });
    expect(await store.get(record.id)).toMatchObject({
      status: 'open',
      pullRequest,
    });
    expect(
      await store.findByPullRequest('github.com/acme/platform', 7),
    ).toHaveLength(1);
    expect(
      await store.findByPullRequest('github.com/acme/other', 7),
    ).toHaveLength(0);
    expect(await store.get('nobody')).toBeUndefined();
  });

  it('has one promotion of a Release under way, however many ask at once', async () => {
    const store = await create();
    const all = await Promise.all(
      Array.from({ length: 5 }, () => store.propose(promotion)),
    );
    expect(new Set(all.map(({ record }) => record.id)).size).toBe(1);
    expect(all.filter(({ created }) => created)).toHaveLength(1);

    const other = await store.propose({ ...promotion, releaseKey: 'other' });
    expect(other.created).toBe(true);
  });

  it('gives the Release free when a promotion is final', async () => {
    const store = await create();
    const { record } = await store.propose(promotion);
    await store.update(record, { status: 'rejected', reason: 'closed' });
    const next = await store.propose(promotion);
    expect(next.created).toBe(true);
    expect((await store.list(promotion.entityRef)).map(p => p.status)).toEqual(
      expect.arrayContaining(['rejected', 'proposed']),
    );
  });

  it('refuses to move a promotion that was moved meanwhile', async () => {
    const store = await create();
    const { record } = await store.propose(promotion);
    expect(await store.update(record, { status: 'open', pullRequest })).toBe(
      true,
    );
    expect(await store.update(record, { status: 'rejected' })).toBe(false);
    expect((await store.get(record.id))?.status).toBe('open');
  });

  it('lists what may still change, failed ones for a while', async () => {
    const store = await create();
    const { record } = await store.propose(promotion);
    await store.update(record, {
      status: 'failed',
      finishedAt: '2026-01-01T12:00:00.000Z',
    });
    await store.propose({ ...promotion, to: 'canary' });
    const statuses = async (since: string) =>
      (await store.listUnfinished(since)).map(({ status }) => status);
    expect(await statuses('2026-01-01T11:00:00.000Z')).toEqual([
      'failed',
      'proposed',
    ]);
    expect(await statuses('2026-01-01T13:00:00.000Z')).toEqual(['proposed']);
  });

  it('discards only what has no pull request', async () => {
    const store = await create();
    const { record } = await store.propose(promotion);
    await store.update(record, { status: 'open', pullRequest });
    await store.discard(record);
    expect(await store.get(record.id)).toBeDefined();

    const other = await store.propose({ ...promotion, to: 'canary' });
    await store.discard(other.record);
    expect(await store.get(other.record.id)).toBeUndefined();
  });
});
