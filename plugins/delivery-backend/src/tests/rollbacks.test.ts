import { mockServices } from '@backstage/backend-test-utils';
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
      gates: [{ id: 'approval', status: 'pending', yieldsToReason: true }],
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
});
