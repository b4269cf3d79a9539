import { TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from '@stonegarden/test-utils';
import { application } from '../__testUtils__/application';
import { useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const READ = 'delivery.environment.read';
const URL = '/api/delivery/orphaned-services';

describe('services that left the catalog and still run', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  it('are listed with their applications, for whoever may see their environments', async () => {
    const { api, argocd, rights } = await start();
    expect((await api.get(URL)).body).toEqual({ items: [] });
    argocd.set(application('gone', 'production'));
    argocd.set(application('gone', 'dev', { health: { status: 'Degraded' } }));
    await eventually(async () => {
      const { body } = await api.get(URL);
      expect(body.items[0]?.applications).toHaveLength(2);
    });
    const list = async () => (await api.get(URL)).body.items;
    expect(await list()).toEqual([
      {
        name: 'gone',
        applications: [
          {
            name: 'gone-dev',
            instance: 'homelab',
            environment: 'dev',
            sync: 'Synced',
            health: 'Degraded',
            url: 'https://argo.example/applications/argocd/gone-dev',
            stale: false,
          },
          expect.objectContaining({ name: 'gone-production' }),
        ],
      },
    ]);

    rights.allowIn(READ, ['production']);
    expect(await list()).toEqual([
      {
        name: 'gone',
        applications: [expect.objectContaining({ environment: 'production' })],
      },
    ]);
    rights.allowIn(READ, ['staging']);
    expect(await list()).toEqual([]);
    rights.allowAllBut('catalog.entity.read');
    expect(await list()).toEqual([]);
    rights.allowAllBut('nothing');
    expect(await list()).toHaveLength(1);

    argocd.remove('gone-dev');
    argocd.remove('gone-production');
    await eventually(async () => expect(await list()).toEqual([]));
  });
});
