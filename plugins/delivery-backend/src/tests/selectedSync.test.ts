import { TestDatabases } from '@backstage/backend-test-utils';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

const DEPLOYMENT = { group: 'apps', kind: 'Deployment', name: 'shop' };

describe('a sync of selected resources', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  it('applies them and nothing else, also while Synced, and removes nothing', async () => {
    const { api, argocd } = await start();
    const { status } = await api
      .post(`${SHOP}/environments/dev/sync`)
      .send({ resources: [DEPLOYMENT] });
    expect(status).toBe(202);
    expect(argocd.syncBodies).toEqual([
      expect.objectContaining({
        prune: false,
        resources: [expect.objectContaining(DEPLOYMENT)],
      }),
    ]);
  });

  it.each([
    ['none', { resources: [] }],
    ['a path', { resources: [{ kind: '../x', name: 'shop' }] }],
    ['pruning beside it', { resources: [DEPLOYMENT], prune: [DEPLOYMENT] }],
  ])('is refused with %s', async (_, body) => {
    const { api, argocd } = await start();
    const { status } = await api
      .post(`${SHOP}/environments/dev/sync`)
      .send(body);
    expect(status).toBe(400);
    expect(argocd.syncBodies).toEqual([]);
  });
});
