import { createHash } from 'node:crypto';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { NewPromotion, newPromotionRow } from './PromotionRecord';
import { LEASE_MS, PromotionStore } from './PromotionStore';

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
  branch: 'stonegarden/promote/shop-production-1a2b3c4d',
  intent: {
    baseBranch: 'main',
    edits: [{ path: 'a/kustomization.yaml', content: 'x\n' }],
    title: 'Promote shop to production: 2',
    body: 'Because.',
    trailers: { To: 'production' },
  },
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
      await store.findByPullRequest('github.com/acme/platform', {
        number: 7,
        branch: 'x',
      }),
    ).toHaveLength(1);
    expect(
      await store.findByPullRequest('github.com/acme/platform', {
        number: 8,
        branch: promotion.branch,
      }),
    ).toHaveLength(1);
    expect(
      await store.findByPullRequest('github.com/acme/other', {
        number: 7,
        branch: promotion.branch,
      }),
    ).toHaveLength(0);
    expect(await store.get('nobody')).toBeUndefined();
  });

  it('keeps a reason with its parameters and its time', async () => {
    const store = await create();
    const { record } = await store.propose(promotion);
    const reason = createReason(
      'AwaitingHealth',
      { environment: 'production', health: 'Degraded' },
      { changesAt: '2026-01-01T12:00:00.000Z' },
    );
    await store.update(record, { status: 'open', pullRequest, reason });
    expect((await store.get(record.id))?.reason).toEqual(reason);
  });

  it('keeps the sentence of a reason that has no code, or one of another version', async () => {
    const knex = await createDatabase();
    const store = await PromotionStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    const { record } = await store.propose(promotion);
    const text = 'The sync failed: no such namespace';
    await knex('promotions').update({ reason: text });
    const recorded = createReason('Recorded', { text });
    expect((await store.get(record.id))?.reason).toEqual(recorded);

    await knex('promotions').update({
      reason_code: 'SoakTooShort',
      reason_params: '{}',
    });
    expect((await store.get(record.id))?.reason).toEqual(recorded);
  });

  it('reads what a backend without codes had recorded', async () => {
    const knex = await createDatabase();
    const directory = resolvePackagePath(
      '@stonegarden/backstage-plugin-delivery-backend',
      'migrations',
    );
    await knex.migrate.up({ directory });
    await knex.migrate.up({ directory });
    await knex('promotions').insert({
      id: 'old',
      entity_ref: promotion.entityRef,
      from_environment: 'staging',
      to_environment: 'production',
      target_cluster: 'homelab',
      target_namespace: 'shop',
      release_key: 'k',
      changes: '[]',
      release: '{"images":[]}',
      status: 'failed',
      reason: 'The sync failed.',
      source_url: 'https://x',
      repository: 'x/y/z',
      base_commit: 'c',
      requested_by: 'user:default/ada',
      created_at: '2026-01-01T12:00:00.000Z',
      updated_at: '2026-01-01T12:00:00.000Z',
    });
    const store = await PromotionStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    expect(await store.get('old')).toMatchObject({
      reason: createReason('Recorded', { text: 'The sync failed.' }),
      branch: 'stonegarden/promote/shop-production-k',
    });
  });

  it('finds what is under way by its longer key, when an earlier version had recorded a short one', async () => {
    const knex = await createDatabase();
    const directory = resolvePackagePath(
      '@stonegarden/backstage-plugin-delivery-backend',
      'migrations',
    );
    const release = {
      images: [
        { name: 'shop', tag: '2' },
        { name: 'proxy', digest: `sha256:${'a'.repeat(64)}` },
      ],
    };
    const hash = createHash('sha256')
      .update(`proxy@sha256:${'a'.repeat(64)}\nshop:2`)
      .digest('hex');
    await knex.migrate.latest({ directory });
    const row = {
      ...newPromotionRow(
        { ...promotion, release, releaseKey: hash.slice(0, 8) },
        `${promotion.entityRef}|production|${hash.slice(0, 8)}`,
      ),
      id: 'short',
    };
    await knex('promotions').insert([
      row,
      {
        ...row,
        id: 'other',
        release_key: '1a2b3c4d',
        active_key: `${promotion.entityRef}|production|1a2b3c4d`,
      },
    ]);
    // As if the migration had not run yet.
    await knex.migrate.down({
      directory,
      name: '20261130010000_release_keys.js',
    });
    await knex('promotions')
      .where({ id: 'short' })
      .update({ release_key: row.release_key, active_key: row.active_key });
    const store = await PromotionStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    const find = (releaseKey: string) =>
      store.findActive({ ...promotion, releaseKey });
    expect((await find(hash.slice(0, 32)))?.id).toBe('short');
    expect(await find(hash.slice(0, 8))).toBeUndefined();
    // Nothing is known that would make its key longer.
    expect((await find('1a2b3c4d'))?.id).toBe('other');
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
    await store.update(record, {
      status: 'rejected',
      reason: createReason('PullRequestClosed', {}),
    });
    const next = await store.propose(promotion);
    expect(next.created).toBe(true);
    expect((await store.list(promotion.entityRef)).map(p => p.status)).toEqual(
      expect.arrayContaining(['rejected', 'proposed']),
    );
  });

  describe('approvals', () => {
    const HEAD = 'f'.repeat(40);
    const approval = (by: string) => ({
      by: `user:default/${by}`,
      at: '2026-01-01T12:00:00.000Z',
      commit: HEAD,
    });

    async function openOne() {
      const store = await create();
      const { record } = await store.propose(promotion);
      await store.setHead(record.id, HEAD);
      await store.update(record, { status: 'open', pullRequest });
      return { store, id: record.id };
    }

    it('are kept once for each person and commit, however many come at once', async () => {
      const { store, id } = await openOne();
      const people = ['rita', 'ralf', 'rita', 'ada', 'rita'];
      const answers = await Promise.all(
        people.map(by => store.approve(id, approval(by))),
      );
      expect(answers.filter(answer => answer?.created)).toHaveLength(3);
      const { approvals = [] } = (await store.get(id))!;
      expect(approvals.map(({ by }) => by).sort()).toEqual([
        'user:default/ada',
        'user:default/ralf',
        'user:default/rita',
      ]);
      const again = await store.approve(id, {
        ...approval('rita'),
        reason: 'Once more.',
      });
      expect(again).toMatchObject({ created: false });
      expect((await store.get(id))?.approvals).toEqual(approvals);
    });

    it('are taken for an open promotion and its commit only', async () => {
      const { store, id } = await openOne();
      expect(
        await store.approve(id, {
          ...approval('rita'),
          commit: 'e'.repeat(40),
        }),
      ).toBeUndefined();
      expect(await store.approve('nobody', approval('rita'))).toBeUndefined();
      await store.update((await store.get(id))!, {
        status: 'merged',
        mergedAt: '2026-01-01T12:00:00.000Z',
      });
      expect(await store.approve(id, approval('rita'))).toBeUndefined();
      expect((await store.get(id))?.approvals).toBeUndefined();
    });

    it('are required by what is protected now until the merge, and by what was protected then after it', async () => {
      const { store, id } = await openOne();
      const required = async () => (await store.get(id))?.requiresApproval;
      expect(await required()).toBeUndefined();
      await store.setProtected(['production']);
      expect(await required()).toBe(true);
      await store.setProtected([]);
      expect(await required()).toBe(false);
      await store.setProtected(['canary', 'production']);
      await store.update((await store.get(id))!, {
        status: 'merged',
        mergedAt: '2026-01-01T12:00:00.000Z',
      });
      await store.setProtected([]);
      expect(await required()).toBe(true);
    });
  });

  describe('overrides', () => {
    const HEAD = 'f'.repeat(40);
    const override = (by: string, more: object = {}) => ({
      by: `user:default/${by}`,
      at: new Date().toISOString(),
      until: new Date(Date.now() + 3_600_000).toISOString(),
      reason: 'Outage',
      gates: ['freeze'],
      commit: HEAD,
      ...more,
    });

    async function openOne() {
      const store = await create();
      const { record } = await store.propose(promotion);
      await store.setHead(record.id, HEAD);
      await store.update(record, { status: 'open', pullRequest });
      return { store, id: record.id };
    }

    it('are kept once while the same is in force, however many come at once', async () => {
      const { store, id } = await openOne();
      const { at, until } = override('rita');
      const times = { at, until };
      const asked = [
        ...['rita', 'ralf', 'rita'].map(by => override(by)),
        override('rita', { gates: ['soak'] }),
        override('rita', { reason: 'Another' }),
      ].map(each => ({ ...each, ...times }));
      const answers = await Promise.all(
        asked.map(each => store.override(id, each)),
      );
      expect(answers.filter(answer => answer?.created)).toHaveLength(4);
      const { overrides = [] } = (await store.get(id))!;
      expect(overrides).toHaveLength(4);
      expect(await store.override(id, { ...asked[0] })).toMatchObject({
        created: false,
      });
      // One that has expired is there no longer, and is kept.
      const over = {
        at: '2026-01-01T12:00:00.000Z',
        until: '2026-01-01T13:00:00.000Z',
      };
      await store.override(id, override('max', over));
      await store.override(
        id,
        override('max', {
          at: '2026-01-01T14:00:00.000Z',
          until: '2026-01-01T15:00:00.000Z',
        }),
      );
      expect((await store.get(id))!.overrides).toHaveLength(6);
    });

    it('are taken for an open promotion and its commit only, and with a new one', async () => {
      const { store, id } = await openOne();
      expect(
        await store.override(id, override('rita', { commit: 'e'.repeat(40) })),
      ).toBeUndefined();
      await store.update((await store.get(id))!, {
        status: 'merged',
        mergedAt: '2026-01-01T12:00:00.000Z',
      });
      expect(await store.override(id, override('rita'))).toBeUndefined();
      expect((await store.get(id))?.overrides).toBeUndefined();
      const { commit: _, ...opened } = override('rita');
      const { record } = await store.propose({
        ...promotion,
        releaseKey: 'other',
        overrides: [opened],
      });
      expect((await store.get(record.id))?.overrides).toEqual([opened]);
    });
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

  it('lists what may still change, failed and rejected ones for a while', async () => {
    const store = await create();
    const { record } = await store.propose(promotion);
    await store.update(record, {
      status: 'failed',
      finishedAt: '2026-01-01T12:00:00.000Z',
    });
    const { record: closed } = await store.propose(promotion);
    await store.update(closed, {
      status: 'rejected',
      finishedAt: '2026-01-01T12:00:00.000Z',
    });
    await store.propose({ ...promotion, to: 'canary' });
    const statuses = async (since: string) =>
      (await store.listUnfinished(since)).map(({ status }) => status);
    expect(await statuses('2026-01-01T11:00:00.000Z')).toEqual([
      'failed',
      'rejected',
      'proposed',
    ]);
    expect(await statuses('2026-01-01T13:00:00.000Z')).toEqual(['proposed']);
  });

  it('discards only what has no pull request', async () => {
    const store = await create();
    const { record } = await store.propose(promotion);
    await store.lease(record.id, 'a', { steal: true });
    await store.update(record, { status: 'open', pullRequest });
    expect(await store.discard(record, 'a')).toBe(false);
    expect(await store.get(record.id)).toBeDefined();

    const other = await store.propose({ ...promotion, to: 'canary' });
    await store.lease(other.record.id, 'a', { steal: true });
    expect(await store.discard(other.record, 'a')).toBe(true);
    expect(await store.get(other.record.id)).toBeUndefined();
  });

  it('discards nothing that another run has in hand', async () => {
    const store = await create();
    const { record } = await store.propose(promotion);
    await store.lease(record.id, 'a', { steal: true });
    expect(await store.lease(record.id, 'b', { steal: false })).toBeUndefined();
    expect(await store.lease(record.id, 'b', { steal: true })).toMatchObject({
      id: record.id,
    });
    expect(await store.discard(record, 'a')).toBe(false);
    await store.release(record.id, 'a');
    expect(await store.lease(record.id, 'c', { steal: false })).toBeUndefined();
    await store.release(record.id, 'b');
    expect(await store.lease(record.id, 'c', { steal: false })).toBeDefined();
  });

  it('lets a lease end by itself, for runs that did not come back', async () => {
    const store = await create();
    const { record } = await store.propose(promotion);
    await store.lease(record.id, 'a', { steal: true });
    const later = Date.now() + LEASE_MS + 1;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
    try {
      expect(await store.lease(record.id, 'b', { steal: false })).toBeDefined();
    } finally {
      clock.mockRestore();
    }
  });

  it('records one commit, whoever made another at the same time', async () => {
    const store = await create();
    const { record } = await store.propose(promotion);
    const heads = await Promise.all(
      ['a', 'b', 'c'].map(commit => store.setHead(record.id, commit)),
    );
    expect(new Set(heads.map(head => head?.headCommit)).size).toBe(1);
    await store.setBranch(record.id, `${promotion.branch}-2`);
    expect(await store.get(record.id)).toMatchObject({
      branch: `${promotion.branch}-2`,
      intent: promotion.intent,
    });
  });

  it('renews a promotion by another of the same Release, and gives it back when that came to nothing', async () => {
    const store = await create();
    const { record: older } = await store.propose(promotion);
    await store.update(older, { status: 'open', pullRequest });
    const { record: newer, created } = await store.propose(promotion, {
      renews: older.id,
    });
    expect(created).toBe(true);
    expect((await store.findActive(promotion))?.id).toBe(newer.id);

    await store.lease(newer.id, 'a', { steal: true });
    await store.discard(newer, 'a');
    expect((await store.findActive(promotion))?.id).toBe(older.id);
  });

  it('opens again what was rejected, also when the Release was promoted again meanwhile', async () => {
    const store = await create();
    const { record: first } = await store.propose(promotion);
    await store.update(first, { status: 'rejected' });
    const rejected = (await store.get(first.id))!;
    expect(await store.update(rejected, { status: 'open' })).toBe(true);
    expect((await store.findActive(promotion))?.id).toBe(first.id);

    await store.update((await store.get(first.id))!, { status: 'rejected' });
    const { record: second } = await store.propose(promotion);
    const again = (await store.get(first.id))!;
    expect(await store.update(again, { status: 'open' })).toBe(true);
    expect((await store.get(first.id))?.status).toBe('open');
    expect((await store.findActive(promotion))?.id).toBe(second.id);
  });
});
