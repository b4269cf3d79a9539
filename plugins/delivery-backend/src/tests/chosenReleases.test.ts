import type {
  Promotion,
  PromotionPreview,
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

jest.setTimeout(60_000);

describeOnDatabases(
  'promotions of a Release of the history',
  createDatabase => {
    const { start } = useDelivery(createDatabase);

    /** Staging ran 1.1, which was healthy, and has 1.2 now; production has 1.0. */
    async function startWithHistory(options: Parameters<typeof start>[0] = {}) {
      const started = await start(options);
      const { api, argocd, git, knex } = started;
      const before = await git.reader.head('main');
      const after = git.push('main', [
        { path: kustomizationPath('staging'), content: kustomization('1.2') },
      ]);
      const first = await started.deployment('staging');
      await knex('deployments').where({ id: first }).update({
        healthy_since: '2026-01-01T10:00:00.000Z',
        last_healthy_since: '2026-01-01T10:00:00.000Z',
        degraded_at: null,
        outcome: 'succeeded',
      });
      const base = application('shop', 'staging', started.synced);
      argocd.set({
        ...base,
        status: {
          ...base.status,
          ...release('1.2'),
          history: [
            { revision: before, deployedAt: '2026-01-01T09:59:00Z' },
            { revision: after, deployedAt: '2026-01-02T10:00:00Z' },
          ],
          sync: { status: 'Synced', revision: after },
          health: { status: 'Degraded' },
        },
      });
      await eventually(async () =>
        expect(await started.deployment('staging')).not.toBe(first),
      );
      const body = (more: object = {}) => ({
        from: 'staging',
        to: 'production',
        deployment: first,
        ...more,
      });
      return {
        ...started,
        first,
        before,
        body,
        preview: async (more?: object): Promise<PromotionPreview> => {
          const answer = await api
            .post(`${SHOP}/promotions/preview`)
            .send(body(more));
          expect(answer.body).toMatchObject({ canOpen: expect.any(Boolean) });
          return answer.body;
        },
        open: (more?: object) =>
          api.post(`${SHOP}/promotions`).send(body(more)),
      };
    }

    it('judges it by what became of it, and opens it though the source has another and is ill', async () => {
      const { before, first, git, open, preview, webhook, api } =
        await startWithHistory();
      const previewed = await preview();
      expect(previewed).toMatchObject({
        chosen: { deployment: first, environment: 'staging', commit: before },
        changes: [
          { name: SHOP_IMAGE, from: { tag: '1.0' }, to: { tag: '1.1' } },
        ],
        canOpen: true,
      });
      expect(previewed.back).toBeUndefined();
      // What staging has now is not promoted: it is Degraded.
      expect(await preview({ deployment: undefined })).toMatchObject({
        canOpen: false,
      });

      const { status, body: opened }: { status: number; body: Promotion } =
        await open();
      expect(status).toBe(201);
      expect(opened).toMatchObject({
        chosen: { deployment: first },
        release: { images: [{ name: SHOP_IMAGE, tag: '1.1' }] },
      });
      const again = await open();
      expect([again.status, again.body.id]).toEqual([200, opened.id]);
      expect(git.pulls).toHaveLength(1);
      const [pull] = git.pulls;
      expect(git.message(pull.headCommit)).toContain(
        `Promoted-From: staging\nPromoted-Deployment: ${first}\n`,
      );
      expect(pull.body).toContain('was chosen from the history of `staging`');

      // The source has moved on, which is what was chosen: gates go on being judged.
      await webhook(1);
      const { body: followed }: { body: Promotion } = await api.get(
        `/api/delivery/promotions/${opened.id}`,
      );
      expect(followed.status).toBe('open');
      expect(followed.reason).toBeUndefined();
      expect(followed.pullRequest?.gates?.state).toBe('passed');
    });

    it('takes the place of an open one of another Release', async () => {
      const { argocd, git, open, api, synced } = await startWithHistory();
      const first: Promotion = (await open()).body;
      const head = await git.reader.head('main');
      const base = application('shop', 'staging', synced);
      argocd.set({
        ...base,
        status: {
          ...base.status,
          ...release('1.2'),
          sync: { status: 'Synced', revision: head },
          history: [{ revision: head, deployedAt: '2026-01-02T10:00:00Z' }],
          health: { status: 'Healthy' },
        },
      });
      const newer = await eventually(async () => {
        const answer = await open({ deployment: undefined });
        expect(answer.status).toBe(201);
        return answer.body as Promotion;
      });
      expect(newer).not.toHaveProperty('chosen');
      const { body } = await api.get(`/api/delivery/promotions/${first.id}`);
      expect(body).toMatchObject({
        status: 'superseded',
        reason: { code: 'Superseded' },
      });
    });

    it('says where a Release was seen that never came to the stop before', async () => {
      const { api, argocd, deployment, git, preview, synced } =
        await startWithHistory();
      const head = git.push('main', [
        { path: kustomizationPath('dev'), content: kustomization('1.3') },
      ]);
      const old = await deployment('dev');
      const base = application('shop', 'dev', synced);
      argocd.set({
        ...base,
        status: {
          ...base.status,
          ...release('1.3'),
          sync: { status: 'Synced', revision: head },
          history: [{ revision: head, deployedAt: '2026-01-03T10:00:00Z' }],
        },
      });
      const inDev = await eventually(async () => {
        const id = await deployment('dev');
        expect(id).not.toBe(old);
        return id;
      });
      const { canOpen, gates, overridable, reason } = await preview({
        deployment: inDev,
      });
      expect(canOpen).toBe(false);
      expect(reason?.message).toBe(
        'The record has no deployment of 1.3 to staging, only to dev. Promote it to staging first.',
      );
      expect(
        gates.filter(({ status }) => status === 'failed').map(({ id }) => id),
      ).toEqual(['source-healthy', 'source-synced', 'order']);

      // Where a release never was, nobody can say that it was.
      expect(overridable).toBeUndefined();

      // Leaving out a step is asked for, and judged.
      const skipped = await preview({ from: 'dev', deployment: inDev });
      expect(skipped.canOpen).toBe(false);
      expect(skipped.gates.find(({ id }) => id === 'order')).toMatchObject({
        status: 'failed',
        reason: {
          code: 'OrderSkipped',
          params: { from: 'dev', to: 'production', before: ['staging'] },
        },
      });
      expect(skipped.reason?.code).toBe('OrderSkipped');
      expect(skipped.overridable).toEqual(['order']);
      const refused = await api
        .post(`${SHOP}/promotions`)
        .send({ from: 'dev', to: 'production' });
      expect(refused.status).toBe(409);
    });

    it('points to the rollback where it ran in the target before', async () => {
      const { argocd, deployment, git, preview, synced } =
        await startWithHistory();
      const ran = await deployment('production');
      const head = git.push('main', [
        {
          path: kustomizationPath('production'),
          content: kustomization('1.1'),
        },
      ]);
      const before = await git.reader.head('main');
      const base = application('shop', 'production', synced);
      const newer = git.push('main', [
        {
          path: kustomizationPath('production'),
          content: kustomization('1.2'),
        },
      ]);
      argocd.set({
        ...base,
        status: {
          ...base.status,
          ...release('1.2'),
          sync: { status: 'Synced', revision: newer },
          history: [
            ...(base.status.history ?? []),
            { revision: head, deployedAt: '2026-01-03T10:00:00Z' },
            { revision: newer, deployedAt: '2026-01-04T10:00:00Z' },
          ],
        },
      });
      expect(before).toBe(head);
      await eventually(async () => {
        expect(await deployment('production')).not.toBe(ran);
        const { back } = await preview();
        expect(back).toEqual({
          deployment: expect.any(String),
          until: '2026-01-04T10:00:00.000Z',
        });
      });
    });

    it('tells nothing of deployments that the caller may not see', async () => {
      const { api, body, deployment, first, knex, rights } =
        await startWithHistory();
      const inDev = await deployment('dev');
      const ask = async (id: string) => {
        const { status, body: answer } = await api
          .post(`${SHOP}/promotions/preview`)
          .send(body({ deployment: id }));
        return [status, answer.error?.message?.replace(id, 'ID')];
      };
      const missing = await ask('00000000-0000-4000-8000-000000000000');
      expect(missing).toEqual([404, 'There is no deployment ID of shop']);
      // Nor where a promotion that may be seen was chosen from.
      const open = await api
        .post(`${SHOP}/promotions`)
        .send(body({ deployment: inDev }));
      expect(open.body.chosen).toMatchObject({ environment: 'dev' });
      rights.allowIn('delivery.environment.read', ['staging', 'production']);
      const [listed] = (await api.get(`${SHOP}/promotions`)).body.items;
      expect(listed).toMatchObject({ id: open.body.id });
      expect(listed).not.toHaveProperty('chosen');
      const { transitions } = (await api.get(SHOP)).body;
      expect(transitions[1].promotion).toMatchObject({ id: open.body.id });
      expect(transitions[1].promotion).not.toHaveProperty('chosen');
      const overview = (await api.get('/api/delivery/promotions')).body;
      expect(overview.items[0].promotion).toMatchObject({ id: open.body.id });
      expect(overview.items[0].promotion).not.toHaveProperty('chosen');
      const renewed = await api.post(
        `/api/delivery/promotions/${open.body.id}/renew`,
      );
      expect(renewed.body).toMatchObject({ from: 'staging', to: 'production' });
      expect(renewed.body).not.toHaveProperty('chosen');
      expect(await ask(inDev)).toEqual(missing);
      expect((await ask(first))[0]).toBe(200);
      await knex('deployments')
        .where({ id: first })
        .update({ entity_ref: 'component:default/other' });
      expect(await ask(first)).toEqual(missing);
      const opened = await api.post(`${SHOP}/promotions`).send(body());
      expect(opened.status).toBe(404);
    });
  },
);
