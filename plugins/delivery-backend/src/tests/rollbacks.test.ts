import { mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import type {
  RollbackCandidate,
  RollbackPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { application } from '../__testUtils__/application';
import {
  kustomization,
  kustomizationPath,
  SHOP_IMAGE,
} from '../__testUtils__/shop';
import { release, SHOP, useDelivery } from '../__testUtils__/useDelivery';
import { DeploymentStore } from '../deployments/DeploymentStore';

jest.setTimeout(60_000);

const PATH = kustomizationPath('production');
const GOOD = { images: [{ name: SHOP_IMAGE, tag: '1.0' }] };
const BAD = { images: [{ name: SHOP_IMAGE, tag: '1.1' }] };

describeOnDatabases('rollbacks', createDatabase => {
  const { start } = useDelivery(createDatabase);

  afterEach(() => jest.restoreAllMocks());

  /** Production ran 1.0, and was given 1.1 and more replicas since; it is Degraded on it. */
  async function startBroken(options: Parameters<typeof start>[0] = {}) {
    const started = await start(options);
    started.rights.allowAllBut('delivery.promotion.approve');
    const { api, argocd, git, knex } = started;
    const good = await git.reader.head('main');
    const bad = git.push(
      'main',
      [{ path: PATH, content: kustomization('1.1') }],
      'Promote shop to production: 1.1',
    );
    const scaled = git.push(
      'main',
      [
        {
          path: PATH,
          content: `${kustomization(
            '1.1',
          )}replicas:\n  - name: shop\n    count: 9\n`,
        },
      ],
      'More replicas',
    );
    const base = application('shop', 'production', started.synced);
    const history = [
      { revision: good, deployedAt: '2026-01-01T09:00:00.000Z' },
      { revision: bad, deployedAt: '2026-01-01T10:00:00.000Z' },
    ];
    argocd.set({
      ...base,
      status: {
        ...base.status,
        ...release('1.1'),
        history,
        sync: { status: 'Synced', revision: scaled },
        health: { status: 'Degraded' },
      },
    });
    const deployments = await DeploymentStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    const deployed = await eventually(async () => {
      const [now, then] = await deployments.list({
        entityRef: 'component:default/shop',
        environment: 'production',
        limit: 5,
      });
      expect([now?.release, then?.release]).toEqual([BAD, GOOD]);
      return { now, then };
    });
    const body = (more: object = {}) => ({
      environment: 'production',
      deployment: deployed.then.id,
      scope: 'versions',
      ...more,
    });
    return {
      ...started,
      ...{ good, bad, scaled, base, history },
      deployed,
      candidates: async (): Promise<RollbackCandidate[]> => {
        const answer = await api.get(
          `${SHOP}/environments/production/rollback-candidates`,
        );
        return answer.body.items;
      },
      preview: async (more?: object): Promise<RollbackPreview> => {
        const answer = await api
          .post(`${SHOP}/rollbacks/preview`)
          .send(body(more));
        expect(answer.status).toBe(200);
        return answer.body;
      },
      rollBack: (more?: object) =>
        api.post(`${SHOP}/rollbacks`).send(body(more)),
    };
  }

  it('offer what ran before, and say what going back changes and what else has changed since', async () => {
    const { bad, candidates, deployed, preview } = await startBroken();
    expect(await candidates()).toMatchObject([
      { deployment: { id: deployed.then.id, release: GOOD } },
    ]);
    const previewed = await preview();
    expect(previewed).toMatchObject({
      environment: 'production',
      scope: 'versions',
      deployment: { id: deployed.then.id },
      changes: [{ name: SHOP_IMAGE, from: { tag: '1.1' }, to: { tag: '1.0' } }],
      commitsComplete: true,
      canOpen: true,
      clusterChanges: {
        status: 'known',
        objects: [{ fields: [{ after: `${SHOP_IMAGE}:1.0` }] }],
      },
      gates: [
        { id: 'cluster-changes', status: 'passed' },
        { id: 'approval', status: 'pending', yieldsToReason: true },
      ],
      reasonRequired: [
        {
          code: 'RollbackOfProtected',
          params: { environment: 'production' },
        },
      ],
    });
    expect(previewed.commits.map(({ title }) => title)).toEqual([
      'More replicas',
      'Promote shop to production: 1.1',
    ]);
    expect(previewed.commits.at(-1)?.id).toBe(bad);
    expect(previewed.files).toEqual([
      { path: PATH, diff: expect.stringContaining('-    newTag: "1.1"') },
    ]);
    expect(previewed.files[0].diff).not.toContain('-replicas:');
    expect(previewed.otherChanges).toEqual([
      { path: PATH, diff: expect.stringContaining('-replicas:') },
    ]);
    expect(previewed.otherChanges[0].diff).not.toContain('-    newTag');
  });

  it('are opened with a reason only where it is protected, move the versions alone, and are followed to Healthy', async () => {
    const { api, argocd, base, candidates, deployed, git, history, ...rest } =
      await startBroken();
    const { rollBack, status, webhook } = rest;
    const refused = await rollBack();
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('it needs a reason');
    expect(git.pulls).toEqual([]);

    const opened = await rollBack({ reason: 'Checkout fails.' });
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({
      from: 'production',
      to: 'production',
      status: 'open',
      release: GOOD,
      requestReason: 'Checkout fails.',
      rollback: {
        deployment: deployed.then.id,
        scope: 'versions',
        replaces: BAD,
      },
    });
    expect(opened.body).not.toHaveProperty('approvalState');
    expect(git.pulls[0].title).toBe('Roll back shop in production: 1.1 → 1.0');
    for (const part of [
      'Only the versions go back',
      'Checkout fails.',
      'More replicas',
      'waits for a sync',
    ]) {
      expect(git.pulls[0].body).toContain(part);
    }
    const { body: followed } = await api.get(SHOP);
    expect(followed.histories[2]).toMatchObject({
      environment: 'production',
      current: { id: deployed.now.id },
      previous: { id: deployed.then.id },
      rollback: { id: opened.body.id, status: 'open' },
    });

    const merge = git.merge(1);
    await webhook(1);
    expect(await status(opened.body.id)).toBe('merged');
    expect(git.fileAt(merge, PATH)).toBe(
      `${kustomization('1.0')}replicas:\n  - name: shop\n    count: 9\n`,
    );
    const finishedAt = new Date().toISOString();
    argocd.set({
      ...base,
      status: {
        ...base.status,
        ...release('1.0'),
        history: [...history, { revision: merge, deployedAt: finishedAt }],
        sync: { status: 'Synced', revision: merge },
        health: { status: 'Healthy', lastTransitionTime: finishedAt },
      },
    });
    await eventually(async () => {
      expect(await status(opened.body.id)).toBe('succeeded');
      const { body } = await api.get(SHOP);
      expect(body.histories[2]).toMatchObject({
        current: { release: GOOD, promotion: opened.body.id },
      });
      // 1.1 was rolled back, so that nobody is led to it, and 1.0 runs.
      expect(body.histories[2]).not.toHaveProperty('previous');
      expect(body.histories[2]).not.toHaveProperty('rollback');
    });
    expect(await candidates()).toMatchObject([
      {
        deployment: { release: BAD },
        rolledBack: { by: 'user:default/mock', reason: 'Checkout fails.' },
      },
    ]);
  });

  it('do the same under auto-sync, and need no reason where nothing is protected', async () => {
    const { api, argocd, git, status, synced, webhook } = await start();
    const path = kustomizationPath('staging');
    const good = await git.reader.head('main');
    const bad = git.push('main', [{ path, content: kustomization('1.2') }]);
    const base = application('shop', 'staging', synced);
    const history = [
      { revision: good, deployedAt: '2026-01-01T09:59:00Z' },
      { revision: bad, deployedAt: '2026-01-01T10:30:00Z' },
    ];
    const show = (tag: string, health: string, more: typeof history = []) => {
      const all = [...history, ...more];
      const { revision } = all[all.length - 1];
      argocd.set({
        ...base,
        status: {
          ...base.status,
          ...release(tag),
          history: all,
          sync: { status: 'Synced', revision },
          health: { status: health },
        },
      });
    };
    show('1.2', 'Degraded');
    const deployment = await eventually(async () => {
      const { body } = await api.get(SHOP);
      expect(body.histories[1].previous.release).toEqual(BAD);
      return body.histories[1].previous.id;
    });
    const opened = await api
      .post(`${SHOP}/rollbacks`)
      .send({ environment: 'staging', deployment, scope: 'versions' });
    expect([opened.status, opened.body.requestReason]).toEqual([
      201,
      undefined,
    ]);
    expect(git.pulls[0].body).toContain('Argo CD syncs `staging` by itself.');
    const merge = git.merge(1);
    await webhook(1);
    show('1.1', 'Healthy', [
      { revision: merge, deployedAt: new Date().toISOString() },
    ]);
    await eventually(async () =>
      expect(await status(opened.body.id)).toBe('succeeded'),
    );
  });

  it('give everything back on demand: the folder as it was, in place of the rollback of the versions', async () => {
    const { api, git, preview, rollBack, webhook } = await startBroken();
    const reason = 'Checkout fails.';
    const { body: versions } = await rollBack({ reason });
    const previewed = await preview({ scope: 'everything' });
    expect(previewed).toMatchObject({
      scope: 'everything',
      canOpen: true,
      changes: [{ name: SHOP_IMAGE, from: { tag: '1.1' }, to: { tag: '1.0' } }],
    });
    expect(previewed.files[0].diff).toContain('-replicas:');
    const everything = await rollBack({ scope: 'everything', reason });
    expect(everything.status).toBe(201);
    expect(git.pulls).toMatchObject([
      {
        state: 'closed',
        comments: [expect.stringContaining('#2, which rolls `production`')],
      },
      { state: 'open', body: expect.stringContaining('All files of') },
    ]);
    const { body: older } = await api.get(
      `/api/delivery/promotions/${versions.id}`,
    );
    expect(older).toMatchObject({
      status: 'superseded',
      reason: {
        code: 'SupersededByRollback',
        params: { environment: 'production', pullRequest: 2, release: '1.0' },
      },
    });
    const merge = git.merge(2);
    await webhook(2);
    expect(git.fileAt(merge, PATH)).toBe(kustomization('1.0'));
  });

  it('stop the flap: what was rolled back is promoted again only by somebody who says why', async () => {
    const { api, git, rollBack, promote, webhook } = await startBroken();
    const step = { from: 'staging', to: 'production' };
    const gate = async () => {
      const { body } = await api.post(`${SHOP}/promotions/preview`).send(step);
      return {
        canOpen: body.canOpen,
        required: (body.reasonRequired ?? []).map(
          ({ code }: { code: string }) => code,
        ),
      };
    };
    await rollBack({ reason: 'Checkout fails.' });
    // Production has 1.1 in Git as well until that is merged.
    expect(await gate()).toEqual({
      canOpen: false,
      required: ['RollbackOpen'],
    });
    git.merge(1);
    await webhook(1);
    expect(await gate()).toEqual({
      canOpen: true,
      required: ['RolledBackBefore'],
    });
    const refused = await promote();
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('Checkout fails.');
    expect(git.pulls).toHaveLength(1);
    const again = await api
      .post(`${SHOP}/promotions`)
      .send({ ...step, reason: 'It was the database.' });
    expect(again.status).toBe(201);
    expect(git.pulls[1].body).toContain('This release was rolled back in');
    expect(git.pulls[1].body).toContain('It was the database.');
  });

  it('are not closed by a promotion of somebody who does not know of them', async () => {
    const { api, argocd, git, rollBack, promote, synced } = await startBroken();
    git.push('main', [
      { path: kustomizationPath('staging'), content: kustomization('1.2') },
    ]);
    argocd.set(
      application('shop', 'staging', { ...release('1.2'), ...synced }),
    );
    await rollBack({ reason: 'Checkout fails.' });
    await eventually(async () => {
      const { body } = await promote();
      expect(body.error.message).toContain(
        'production is being rolled back to 1.0 by #1.',
      );
      expect(body.error.message).not.toContain('staging');
    });
    expect(git.pulls).toMatchObject([{ state: 'open' }]);
    const fix = await api.post(`${SHOP}/promotions`).send({
      from: 'staging',
      to: 'production',
      reason: '1.2 has the fix.',
    });
    expect(fix.status).toBe(201);
    expect(git.pulls).toMatchObject([
      { state: 'closed' },
      { state: 'open', body: expect.stringContaining('takes the place of #1') },
    ]);
  });

  it('are found again when the answer of the Git host is lost', async () => {
    const { git, rollBack } = await startBroken();
    const open = git.pullRequests.open.bind(git.pullRequests);
    jest
      .spyOn(git.pullRequests, 'open')
      .mockImplementationOnce(async proposal => {
        await open(proposal);
        throw new ServiceUnavailableError('The Git host does not answer.');
      });
    const { status, body } = await rollBack({ reason: 'Checkout fails.' });
    expect([status, body.status]).toEqual([201, 'open']);
    expect(git.pulls).toHaveLength(1);
    const again = await rollBack({ reason: 'Checkout fails.' });
    expect([again.status, again.body.id]).toEqual([200, body.id]);
  });

  it('are one pull request and one record, when two backends are asked twenty times at once', async () => {
    const first = await startBroken();
    const { argocd, deployed, git, knex } = first;
    const second = await start({ argocd, git, knex });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, click) =>
        (click % 2 === 0 ? first : second).api.post(`${SHOP}/rollbacks`).send({
          environment: 'production',
          deployment: deployed.then.id,
          scope: 'versions',
          reason: 'Checkout fails.',
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array.from({ length: 19 }, () => 200),
      201,
    ]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(git.pulls).toHaveLength(1);
    expect(await knex('promotions').select('status')).toEqual([
      { status: 'open' },
    ]);
  });

  it('are refused for a deployment of another environment, and for what the caller may not', async () => {
    const { api, deployed, git, rights } = await startBroken();
    const ask = (environment: string) =>
      api.post(`${SHOP}/rollbacks`).send({
        environment,
        deployment: deployed.then.id,
        scope: 'versions',
        reason: 'Checkout fails.',
      });
    expect((await ask('staging')).status).toBe(404);
    rights.allowAllBut('delivery.rollback.create');
    expect((await ask('production')).status).toBe(403);
    expect(git.pulls).toEqual([]);
  });
});
