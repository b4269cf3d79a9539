import type { JsonArray, JsonObject } from '@backstage/types';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { application } from '../__testUtils__/application';
import { MockArgocd } from '../__testUtils__/MockArgocd';
import {
  kustomization,
  kustomizationPath,
  shopFiles,
} from '../__testUtils__/shop';
import { release, SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const RULES: JsonArray = [
  { environments: ['staging', 'production'], autoOpen: true },
];

describeOnDatabases('promotions that the portal opens', createDatabase => {
  const { start } = useDelivery(createDatabase);
  type Started = Awaited<ReturnType<typeof start>>;

  /** A repository and an Argo CD where dev runs 1.2, and the other environments run 1.1. */
  async function world(health = 'Healthy') {
    const git = new FakeGitHost({
      ...shopFiles(),
      [kustomizationPath('dev')]: kustomization('1.2'),
      [kustomizationPath('production')]: kustomization('1.1'),
    });
    const revision = await git.reader.head('main');
    const status = {
      sync: { status: 'Synced', revision },
      history: [{ revision, deployedAt: '2026-01-01T09:59:00Z' }],
    };
    const dev = (tag: string, of = health) =>
      application('shop', 'dev', {
        ...release(tag),
        ...status,
        health: { status: of },
      });
    const argocd = new MockArgocd([
      dev('1.2'),
      application('shop', 'staging', { ...release('1.1'), ...status }),
      application('shop', 'production', { ...release('1.1'), ...status }),
    ]);
    return { argocd, dev, git };
  }

  const withRules = (
    delivery: JsonObject = {},
    policy: JsonArray = RULES,
  ): JsonObject => ({
    promotion: { settleTime: { milliseconds: 200 }, policy },
    ...delivery,
  });

  const promotionsOf = async ({ api }: Started): Promise<Promotion[]> =>
    (await api.get(`${SHOP}/promotions`)).body.items;

  /** All that was to be looked at was looked at. */
  const looked = async (backend: Started) => {
    await backend.deployment('dev');
    await new Promise(resolve => setTimeout(resolve, 500));
  };

  it('are opened once, by whichever of two backends sees that the release was verified', async () => {
    const { argocd, git } = await world();
    const delivery = withRules();
    const first = await start({ argocd, git, delivery });
    const { knex } = first;
    const second = await start({ argocd, git, knex, delivery });
    const [promotion] = await eventually(async () => {
      const items = await promotionsOf(second);
      expect(items).toMatchObject([{ status: 'open' }]);
      return items;
    });
    expect(promotion).toMatchObject({
      from: 'dev',
      to: 'staging',
      requestedBy: 'plugin:delivery',
      automatic: {
        rule: 'delivery.promotion.policy[0]',
        healthySince: expect.any(String),
      },
    });
    await looked(first);
    expect(git.pulls).toHaveLength(1);
    expect(git.pulls[0].body).toContain(
      'The portal opened this by itself: the release has been verified healthy in `dev` since',
    );
    expect(git.pulls[0].body).not.toContain('Asked for by');
    const audits = [first, second].flatMap(({ auditor }) =>
      auditor.createEvent.mock.calls.map(([event]) => event),
    );
    expect(audits).toContainEqual(
      expect.objectContaining({
        eventId: 'promotion-open',
        meta: expect.objectContaining({
          automatic: 'delivery.promotion.policy[0]',
        }),
      }),
    );
  });

  it('are not opened again once somebody closed one, also after a restart', async () => {
    const { argocd, git } = await world();
    const delivery = withRules();
    const first = await start({ argocd, git, delivery });
    await eventually(() => expect(git.pulls).toHaveLength(1));
    git.close(1);
    await eventually(async () => {
      await first.webhook(1);
      expect(await promotionsOf(first)).toMatchObject([{ status: 'rejected' }]);
    });
    await first.stop();
    const again = await start({ argocd, git, knex: first.knex, delivery });
    await looked(again);
    expect(git.pulls).toHaveLength(1);
  });

  it('are found later when no backend ran while the release was verified', async () => {
    const { argocd, dev, git } = await world('Degraded');
    const delivery = withRules();
    const first = await start({ argocd, git, delivery });
    await looked(first);
    expect(git.pulls).toEqual([]);
    await first.stop();
    argocd.set(dev('1.2', 'Healthy'));
    await start({ argocd, git, knex: first.knex, delivery });
    await eventually(() => expect(git.pulls).toHaveLength(1));
  });

  it('wait while all promotions are stopped, and are left to whoever promotes meanwhile', async () => {
    const { argocd, dev, git } = await world('Progressing');
    const backend = await start({ argocd, git, delivery: withRules() });
    const { api } = backend;
    await api.post('/api/delivery/line/stop').send({ reason: 'Wait' });
    argocd.set(dev('1.2', 'Healthy'));
    await looked(backend);
    expect(git.pulls).toEqual([]);
    await api.post('/api/delivery/line/resume');
    const { body } = await backend.promote('dev', 'staging');
    argocd.set(dev('1.2', 'Degraded'));
    argocd.set(dev('1.2', 'Healthy'));
    await looked(backend);
    expect(await promotionsOf(backend)).toMatchObject([
      { id: body.id, status: 'open' },
    ]);
    expect(git.pulls).toHaveLength(1);
  });

  it.each<[string, JsonObject]>([
    [
      'the target is protected',
      withRules({ protectedEnvironments: ['staging'] }),
    ],
    [
      'no rule says so',
      withRules({}, [{ environments: ['staging'], direct: true }]),
    ],
  ])('are none where %s', async (_what, delivery) => {
    const { argocd, git } = await world();
    const backend = await start({ argocd, git, delivery });
    await looked(backend);
    expect(git.pulls).toEqual([]);
  });

  it('are none of a release that has run there before', async () => {
    const { argocd, git } = await world();
    const delivery = withRules({}, [
      { environments: ['production'], autoOpen: true },
    ]);
    // Production moved on past what staging runs.
    git.push('main', [
      {
        path: kustomizationPath('production'),
        content: kustomization('1.3'),
      },
    ]);
    const backend = await start({
      argocd,
      git,
      delivery: { ...delivery, protectedEnvironments: [] },
    });
    await looked(backend);
    expect(git.pulls).toEqual([]);
  });
});
