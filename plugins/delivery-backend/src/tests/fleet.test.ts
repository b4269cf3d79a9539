import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { eventually } from '@stonegarden/test-utils';
import { application } from '../__testUtils__/application';
import { release, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const FLEET = '/api/delivery/fleet';

describe('the fleet', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  it('tells what runs where, follows changes, and is not sent twice', async () => {
    const { api, argocd } = await start();
    const read = async () => (await api.get(FLEET)).body;
    await eventually(async () => {
      const { items } = await read();
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        entityRef: 'component:default/shop',
        owner: 'group:default/product',
      });
      expect(items[0].environments[0].presence).toBe('present');
    });

    const first = await api.get(FLEET);
    expect(first.headers['content-type']).toMatch(/^application\/json/);
    const again = await api.get(FLEET).set('If-None-Match', first.headers.etag);
    expect(again.status).toBe(304);

    argocd.set(
      application('shop', 'dev', {
        ...release('1.1'),
        health: { status: 'Degraded' },
      }),
    );

    await eventually(async () => {
      const { items } = await read();
      expect(items[0]).toMatchObject({ need: 'degraded' });
    });
    const changed = await api
      .get(FLEET)
      .set('If-None-Match', first.headers.etag);
    expect(changed.status).toBe(200);
  });

  it('has nothing of a service that the catalog does not show', async () => {
    const conditional = {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: { rule: 'IS_ENTITY_OWNER', resourceType: 'catalog-entity' },
    } as const;
    const answer = (permission: string) =>
      permission === 'catalog.entity.read' ? conditional : true;
    const hidden = await start({ invisible: ['component:default/shop'] });
    hidden.rights.answer = answer;
    expect((await hidden.api.get(FLEET)).body.items).toEqual([]);
    await hidden.stop();

    const shown = await start();
    shown.rights.answer = answer;
    expect((await shown.api.get(FLEET)).body.items).toHaveLength(1);
  });
});
