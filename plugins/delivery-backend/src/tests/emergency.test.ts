import { TestDatabases } from '@backstage/backend-test-utils';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { eventually } from '@stonegarden/test-utils';
import { application, TestApplication } from '../__testUtils__/application';
import { MockArgocd } from '../__testUtils__/MockArgocd';
import {
  kustomization,
  kustomizationPath,
  shopFiles,
} from '../__testUtils__/shop';
import { release, SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const REASON = 'Nobody can pay';
const PRODUCTION = 'production';
const EMERGENCIES = `${SHOP}/environments/${PRODUCTION}/emergency-rollbacks`;

describe('rolling back past Git', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  /** Production got 1.1 after 1.0. */
  async function startShop(spec: Partial<TestApplication['spec']> = {}) {
    const git = new FakeGitHost(shopFiles());
    const good = await git.reader.head('main');
    const bad = git.push('main', [
      { path: kustomizationPath(PRODUCTION), content: kustomization('1.1') },
    ]);
    const history = [
      { id: 0, revision: good, deployedAt: '2026-01-01T09:00:00Z' },
      { id: 1, revision: bad, deployedAt: '2026-01-01T10:00:00Z' },
    ];
    const synced = { sync: { status: 'Synced', revision: bad }, history };
    const base = application('shop', PRODUCTION, {
      ...release('1.1'),
      ...synced,
    });
    const production = { ...base, spec: { ...base.spec, ...spec } };
    const argocd = new MockArgocd([
      application('shop', 'dev', { ...release('1.1'), ...synced }),
      application('shop', 'staging', { ...release('1.1'), ...synced }),
      production,
    ]);
    const backend = await start({ git, argocd });
    const { api } = backend;
    const view = async () => (await api.get(SHOP)).body;
    const historyOf = async () => {
      const { histories } = await view();
      return histories.find(
        ({ environment }: { environment: string }) =>
          environment === PRODUCTION,
      );
    };
    const previous: string = await eventually(async () => {
      const found = await historyOf();
      expect(found.previous).toBeDefined();
      return found.previous.id;
    });
    return {
      ...backend,
      git,
      argocd,
      production,
      good,
      bad,
      history,
      historyOf,
      previous,
      rollBack: (reason = REASON) =>
        api.post(EMERGENCIES).send({ deployment: previous, reason }),
      /** Argo CD deployed what it was asked for, and compares with a commit. */
      done: (revision: string, status = 'OutOfSync') =>
        argocd.set({
          ...production,
          status: {
            ...production.status,
            ...release('1.0'),
            sync: { status, revision },
            history: [
              ...history,
              { id: 2, revision: good, deployedAt: '2026-01-01T11:00:00Z' },
            ],
          },
        }),
    };
  }

  it('asks Argo CD, opens the pull request, holds promotions back, and ends when Git agrees', async () => {
    const world = await startShop();
    const { api, argocd, auditor, bad, done, git, historyOf } = world;
    const answer = await world.rollBack();
    expect([answer.status, answer.body]).toEqual([
      201,
      expect.objectContaining({
        status: 'requested',
        method: 'rollback',
        reason: REASON,
        by: 'user:default/mock',
        deployment: world.previous,
      }),
    ]);
    const { id } = answer.body;
    expect(argocd.rollbackBodies).toEqual([
      {
        appNamespace: 'argocd',
        project: 'team-product',
        id: 0,
        prune: false,
      },
    ]);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'emergency-rollback',
        severityLevel: 'high',
        meta: expect.objectContaining({ reason: REASON }),
      }),
    );

    done(bad);
    const promotion = await eventually(async () => {
      const { emergency } = await historyOf();
      expect(emergency).toMatchObject({ id, status: 'applied' });
      expect(emergency.promotion).toBeDefined();
      return emergency.promotion;
    });
    const { body: opened } = await api.get(
      `/api/delivery/promotions/${promotion}`,
    );
    expect(opened).toMatchObject({
      from: PRODUCTION,
      to: PRODUCTION,
      status: 'open',
      requestReason: REASON,
      rollback: {
        deployment: world.previous,
        scope: 'versions',
        emergency: id,
      },
    });
    expect(git.pulls).toHaveLength(1);

    const again = await world.rollBack();
    expect([again.status, again.body.id]).toEqual([200, id]);
    expect(argocd.rollbackBodies).toHaveLength(1);

    const preview = await api
      .post(`${SHOP}/promotions/preview`)
      .send({ from: 'staging', to: PRODUCTION });
    expect(preview.body.gates).toContainEqual(
      expect.objectContaining({
        id: 'outside-git',
        status: 'failed',
        reason: expect.objectContaining({ code: 'PromotionOverRollback' }),
      }),
    );

    const merge = git.merge(1);
    await world.webhook(1);
    done(merge);
    await eventually(async () =>
      expect(await historyOf()).not.toHaveProperty('emergency'),
    );
    const after = await api
      .post(`${SHOP}/promotions/preview`)
      .send({ from: 'staging', to: PRODUCTION });
    expect(after.body.gates).toContainEqual(
      expect.objectContaining({ id: 'outside-git', status: 'passed' }),
    );

    // What was merged runs already, so that nobody has a reason to sync.
    done(merge, 'Synced');
    await eventually(async () => {
      const { body } = await api.get(`/api/delivery/promotions/${promotion}`);
      expect(body.status).toBe('succeeded');
      const { environments } = (await api.get(SHOP)).body;
      expect(
        environments.find(({ name }: { name: string }) => name === PRODUCTION),
      ).not.toHaveProperty('outsideGit');
    });
  });

  it('is noticed when somebody does it in Argo CD itself', async () => {
    const { api, bad, done } = await startShop();
    done(bad);
    await eventually(async () => {
      const { body } = await api
        .post(`${SHOP}/promotions/preview`)
        .send({ from: 'staging', to: PRODUCTION });
      expect(body.gates).toContainEqual(
        expect.objectContaining({ id: 'outside-git', status: 'failed' }),
      );
    });
  });

  it('says in the preview of a rollback how it would be done, and only to whoever may', async () => {
    const { api, previous, rights } = await startShop();
    const preview = async () =>
      (
        await api.post(`${SHOP}/rollbacks/preview`).send({
          environment: PRODUCTION,
          deployment: previous,
          scope: 'versions',
        })
      ).body;
    expect((await preview()).emergency).toEqual({ method: 'rollback' });
    rights.allowAllBut('delivery.rollback.bypass');
    expect(await preview()).not.toHaveProperty('emergency');
  });

  it('is refused before Argo CD is asked while auto-sync is on', async () => {
    const { api, argocd, previous, rollBack } = await startShop({
      syncPolicy: { automated: {} },
    });
    const { body } = await api.post(`${SHOP}/rollbacks/preview`).send({
      environment: PRODUCTION,
      deployment: previous,
      scope: 'versions',
    });
    expect(body.emergency.problem.code).toBe('AutoSyncPreventsRollback');
    const { status, body: refusal } = await rollBack();
    expect(status).toBe(409);
    expect(refusal.error.message).toContain('auto-sync is on');
    expect(argocd.rollbackBodies).toEqual([]);
  });

  it.each([
    ['no reason', { reason: '  ' }],
    ['a reason that is too long', { reason: 'x'.repeat(1001) }],
    ['no deployment', { deployment: 'latest' }],
    ['more than it knows', { force: true }],
  ])('takes no request with %s', async (_what, wrong) => {
    const { api, argocd, previous } = await startShop();
    const { status } = await api
      .post(EMERGENCIES)
      .send({ deployment: previous, reason: REASON, ...wrong });
    expect(status).toBe(400);
    expect(argocd.rollbackBodies).toEqual([]);
  });
});
