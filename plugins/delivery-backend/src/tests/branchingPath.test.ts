import type {
  Promotion,
  PromotionPreview,
  ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { application } from '../__testUtils__/application';
import { MockArgocd } from '../__testUtils__/MockArgocd';
import {
  kustomization,
  kustomizationPath,
  shop,
  SHOP_IMAGE,
  shopBase,
} from '../__testUtils__/shop';
import { release, SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

/** Two regions after staging, and the world after both. */
const regional = {
  ...shop,
  spec: {
    ...shop.spec,
    releases: undefined,
    environments: [
      ['dev'],
      ['staging'],
      ['eu', 'staging'],
      ['us', 'staging'],
      ['world', 'eu', 'us'],
    ].map(([name, ...promotesFrom]) => ({
      name,
      cluster: 'homelab',
      namespace: `shop-${name}`,
      autoSync: true,
      ...(promotesFrom.length > 0 ? { promotesFrom } : {}),
    })),
  },
};

describeOnDatabases('a path that branches and meets again', createDatabase => {
  const { start } = useDelivery(createDatabase);

  async function startWith(tags: Record<string, string>) {
    const git = new FakeGitHost({
      ...shopBase(),
      ...Object.fromEntries(
        Object.entries(tags).map(([name, tag]) => [
          kustomizationPath(name),
          kustomization(tag),
        ]),
      ),
    });
    const head = await git.reader.head('main');
    const argocd = new MockArgocd(
      Object.entries(tags).map(([name, tag]) =>
        application('shop', name, {
          ...release(tag),
          sync: { status: 'Synced', revision: head },
          history: [{ revision: head, deployedAt: '2026-01-01T09:59:00Z' }],
        }),
      ),
    );
    const started = await start({ services: [regional], git, argocd });
    for (const name of Object.keys(tags)) {
      await started.deployment(name);
    }
    const preview = async (
      from: string,
      to: string,
    ): Promise<PromotionPreview> => {
      const { body } = await started.api
        .post(`${SHOP}/promotions/preview`)
        .send({ from, to });
      expect(body).toMatchObject({ canOpen: expect.any(Boolean) });
      return body;
    };
    return { ...started, preview };
  }

  it('promotes to each region from staging, and to one by one pull request', async () => {
    const { api, git, preview, promote } = await startWith({
      dev: '1.1',
      staging: '1.1',
      eu: '1.0',
      us: '1.0',
      world: '1.0',
    });
    const { body }: { body: ServiceDelivery } = await api.get(SHOP);
    expect(body.transitions.map(({ from, to }) => [from, to])).toEqual([
      ['dev', 'staging'],
      ['staging', 'eu'],
      ['staging', 'us'],
      ['eu', 'world'],
      ['us', 'world'],
    ]);
    expect(body.environments[3].promotesFrom).toEqual(['staging']);
    expect(body.permissions.promote).toEqual(['staging', 'eu', 'us', 'world']);
    expect(await preview('staging', 'us')).toMatchObject({
      canOpen: true,
      changes: [{ name: SHOP_IMAGE, to: { tag: '1.1' } }],
    });
    const opened = [
      await promote('staging', 'eu'),
      await promote('staging', 'us'),
    ];
    expect(opened.map(({ status }) => status)).toEqual([201, 201]);
    expect(git.pulls.map(({ title }) => title)).toEqual([
      'Promote shop to eu: 1.1',
      'Promote shop to us: 1.1',
    ]);
    // One region does not come before the other.
    const { status, body: refusal } = await promote('eu', 'us');
    expect(status).toBe(400);
    expect(refusal.error.message).toContain(
      'eu does not come before us: dev → staging → us',
    );
  });

  it('brings to where they meet only what was verified in each', async () => {
    const { preview } = await startWith({
      dev: '1.1',
      staging: '1.1',
      eu: '1.1',
      us: '1.0',
      world: '0.9',
    });
    const fromEu = await preview('eu', 'world');
    expect(fromEu.canOpen).toBe(false);
    expect(fromEu.reason?.message).toBe(
      'The record has no deployment of 1.1 to us. Promote it there first.',
    );
    expect(fromEu.gates.find(({ id }) => id === 'order')?.status).toBe(
      'failed',
    );
    // What the other region has was never in the first.
    const fromUs = await preview('us', 'world');
    expect(fromUs.reason?.message).toBe(
      'The record has no deployment of 1.0 to eu. Promote it there first.',
    );
  });

  it('opens it once both have it, and are healthy', async () => {
    const { api, argocd, preview, promote, rights, synced } = await startWith({
      dev: '1.1',
      staging: '1.1',
      eu: '1.1',
      us: '1.1',
      world: '1.0',
    });
    expect((await preview('eu', 'world')).canOpen).toBe(true);

    // Who may not see one of the regions is not told how it is.
    rights.allowIn('delivery.environment.read', ['staging', 'eu', 'world']);
    const hidden = await api
      .post(`${SHOP}/promotions/preview`)
      .send({ from: 'eu', to: 'world' });
    expect(hidden.status).toBe(403);
    rights.allowAll();

    const base = application('shop', 'us', synced);
    argocd.set({
      ...base,
      status: {
        ...base.status,
        ...release('1.1'),
        health: { status: 'Degraded' },
      },
    });
    await new Promise(resolve => {
      setTimeout(resolve, 500);
    });
    const ill = await preview('eu', 'world');
    expect(ill.canOpen).toBe(false);
    expect(ill.gates.find(({ id }) => id === 'source-healthy')).toMatchObject({
      status: 'failed',
      reason: { params: { environment: 'us' } },
    });
    argocd.set({ ...base, status: { ...base.status, ...release('1.1') } });
    await new Promise(resolve => {
      setTimeout(resolve, 500);
    });
    // A refusal would tell of it, too.
    rights.allowIn('delivery.environment.read', ['staging', 'eu', 'world']);
    expect((await promote('eu', 'world')).status).toBe(403);
    rights.allowAll();
    expect((await promote('eu', 'world')).status).toBe(201);

    // Nor do the records tell who may not see a region how it is.
    argocd.set({
      ...base,
      status: {
        ...base.status,
        ...release('1.1'),
        health: { status: 'Degraded' },
      },
    });
    const listed = async (): Promise<Promotion> =>
      (await api.get(`${SHOP}/promotions`)).body.items[0];
    await eventually(async () =>
      expect((await listed()).reason?.code).toBe('GateNoLongerPasses'),
    );
    expect(JSON.stringify(await listed())).toContain('"us"');
    rights.allowIn('delivery.environment.read', ['staging', 'eu', 'world']);
    const { body: view }: { body: ServiceDelivery } = await api.get(SHOP);
    const { body: overview } = await api.get('/api/delivery/promotions');
    for (const shown of [
      await listed(),
      view.transitions.find(({ to }) => to === 'world')?.promotion,
      overview.items[0].promotion,
    ]) {
      expect(shown).toMatchObject({
        from: 'eu',
        to: 'world',
        pullRequest: { gates: { state: 'failed' } },
      });
      expect(JSON.stringify(shown)).not.toMatch(/\bus\b/);
    }
  });
});
