import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
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

describeOnDatabases('two backends of one portal', createDatabase => {
  const { start } = useDelivery(createDatabase);

  async function startTwo() {
    const first = await start();
    const { argocd, git, knex } = first;
    return { first, second: await start({ argocd, git, knex }) };
  }

  it('open one pull request when both are asked for the same promotion', async () => {
    const { first, second } = await startTwo();
    const answers = await Promise.all(
      [first, second, first, second].map(({ promote }) => promote()),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200, 200, 200, 201,
    ]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(first.git.pulls).toHaveLength(1);
    const { body } = await second.api.get(`${SHOP}/promotions`);
    expect(body.items).toMatchObject([
      { status: 'open', pullRequest: { number: 1 } },
    ]);
  });

  it('keep every approval, once, when both are told at the same time', async () => {
    const { first, second } = await startTwo();
    const { body: promotion } = await first.promote();
    const approve = ({ api }: typeof first, user: string) =>
      api
        .post(`/api/delivery/promotions/${promotion.id}/approvals`)
        .set('Authorization', mockCredentials.user.header(user))
        .send({ commit: promotion.headCommit });
    const people = ['user:default/rita', 'user:default/ralf'];
    const answers = await Promise.all(
      [first, second].flatMap(backend =>
        people.map(person => approve(backend, person)),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200, 200, 201, 201,
    ]);
    for (const { api } of [first, second]) {
      const { body } = await api.get(
        `/api/delivery/promotions/${promotion.id}`,
      );
      expect(body.approvalState).toBe('approved');
      expect(body.approvals.map(({ by }: { by: string }) => by).sort()).toEqual(
        [...people].sort(),
      );
    }
  });

  it('bring the same promotion to the same end, and record its deployment once', async () => {
    const { first, second } = await startTwo();
    const { argocd, git, knex, synced } = first;
    const { body: opened } = await first.promote();
    const merge = git.merge(1);
    await Promise.all([first, second].map(({ webhook }) => webhook(1)));
    for (const backend of [first, second]) {
      expect(await backend.status(opened.id)).toBe('merged');
    }
    const finishedAt = new Date().toISOString();
    const base = application('shop', 'production', synced);
    argocd.set({
      ...base,
      status: {
        ...base.status,
        ...release('1.1'),
        history: [
          ...(base.status.history ?? []),
          { revision: merge, deployedAt: finishedAt },
        ],
        sync: { status: 'Synced', revision: merge },
        operationState: {
          phase: 'Succeeded',
          finishedAt,
          syncResult: { revision: merge },
        },
        health: { status: 'Healthy', lastTransitionTime: finishedAt },
      },
    });
    const deployments = await DeploymentStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    await eventually(async () => {
      for (const backend of [first, second]) {
        expect(await backend.status(opened.id)).toBe('succeeded');
      }
      const [deployment, ...before] = await deployments.list({
        entityRef: 'component:default/shop',
        environment: 'production',
        limit: 5,
      });
      expect(deployment).toMatchObject({
        revision: merge,
        promotion: opened.id,
        release: { images: [{ name: SHOP_IMAGE, tag: '1.1' }] },
        outcome: 'succeeded',
      });
      expect(before).toMatchObject([{ until: deployment.from }]);
    });
  });

  it('end an older promotion as superseded, whichever of them notices', async () => {
    const { first, second } = await startTwo();
    const { argocd, git, synced } = first;
    const { body: older } = await first.promote();
    git.push('main', [
      { path: kustomizationPath('staging'), content: kustomization('1.2') },
    ]);
    argocd.set(
      application('shop', 'staging', { ...release('1.2'), ...synced }),
    );
    await eventually(async () => {
      for (const { api } of [first, second]) {
        const { body } = await api
          .post(`${SHOP}/promotions/preview`)
          .send({ from: 'staging', to: 'production' });
        expect(body.canOpen).toBe(true);
      }
    });
    const [{ body: newer }] = await Promise.all([
      first.promote(),
      second.promote(),
      // The pull request of the older one is closed meanwhile, and the host tells both.
      first.webhook(1),
      second.webhook(1),
    ]);
    await Promise.all([first, second].map(({ webhook }) => webhook(1)));
    expect(git.pulls).toMatchObject([
      { state: 'closed', comments: [expect.stringContaining('#2 (`1.2`)')] },
      { state: 'open' },
    ]);
    for (const { api } of [first, second]) {
      const { body } = await api.get(`/api/delivery/promotions/${older.id}`);
      expect(body).toMatchObject({
        status: 'superseded',
        reason: { code: 'Superseded', params: { pullRequest: 2 } },
      });
    }
    expect(await second.status(newer.id)).toBe('open');
  });

  it('end what was left open although a newer one has arrived', async () => {
    const { first, second } = await startTwo();
    const { git, knex } = first;
    const { body: older } = await first.promote();
    // A backend that stopped before it ended the older promotion left this behind.
    const row = await knex('promotions').where({ id: older.id }).first();
    await knex('promotions').insert({
      ...row,
      id: 'newer',
      active_key: null,
      release_key: 'other',
      status: 'succeeded',
      pull_request_number: 2,
      created_at: new Date(Date.now() + 1_000).toISOString(),
      merged_at: new Date().toISOString(),
    });
    await Promise.all([first, second].map(({ webhook }) => webhook(1)));
    expect(git.pulls).toMatchObject([
      { state: 'closed', comments: [expect.stringContaining('#2')] },
    ]);
    expect(await second.status(older.id)).toBe('superseded');
  });
});
