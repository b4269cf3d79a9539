import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { LastGoodEntities } from './LastGoodEntities';
import { TEST_SOURCE } from '../__testUtils__/buildFrom';

const { addresses: address } = TEST_SOURCE;
const path = 'kubernetes/services/shelf/service.yaml';

function component(description: string, location = path): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'shelf',
      description,
      annotations: {
        'backstage.io/managed-by-location': `url:${address.fileUrl(location)}`,
      },
    },
    spec: { type: 'service' },
  };
}

function start(inCatalog: Entity[]) {
  const catalog = catalogServiceMock({ entities: inCatalog });
  const getEntities = jest.spyOn(catalog, 'getEntities');
  let time = 0;
  const known = new LastGoodEntities({
    catalog,
    auth: mockServices.auth(),
    address,
    now: () => time,
  });
  return {
    known,
    getEntities,
    async find() {
      const found = await known.find([path]);
      return found.get(path)?.metadata.description;
    },
    wait(ms: number) {
      time += ms;
    },
  };
}

describe('LastGoodEntities', () => {
  it('finds what the catalog has, without what the catalog adds', async () => {
    const entity = component('from the catalog');
    const { known } = start([
      {
        ...entity,
        metadata: { ...entity.metadata, uid: 'u', etag: 'e' },
        relations: [{ type: 'ownedBy', targetRef: 'group:default/product' }],
      },
      component('another', 'kubernetes/services/other/service.yaml'),
    ]);
    expect(await known.find([path, 'kubernetes/x/service.yaml'])).toEqual(
      new Map([[path, entity]]),
    );
  });

  it('trusts its memory while the catalog may not show it yet, then the catalog', async () => {
    const { known, find, getEntities, wait } = start([component('catalog')]);
    known.remember(new Map([[path, component('memory')]]));
    expect(await find()).toBe('memory');
    expect(getEntities).not.toHaveBeenCalled();
    wait(61_000);
    expect(await find()).toBe('catalog');
  });

  it('falls back to its memory where the catalog has nothing', async () => {
    const { known, find, wait } = start([]);
    known.remember(new Map([[path, component('memory')]]));
    wait(61_000);
    expect(await find()).toBe('memory');
    known.remember(new Map());
    expect(await find()).toBeUndefined();
  });

  it('asks the catalog once in a while only', async () => {
    const { find, getEntities, wait } = start([]);
    await find();
    await find();
    expect(getEntities).toHaveBeenCalledTimes(1);
    wait(61_000);
    await find();
    expect(getEntities).toHaveBeenCalledTimes(2);
  });

  it('asks for many paths in several requests, and for none in none', async () => {
    const { known, getEntities } = start([]);
    await known.find([]);
    expect(getEntities).not.toHaveBeenCalled();
    await known.find(
      Array.from({ length: 120 }, (_, i) => `services/s${i}/service.yaml`),
    );
    expect(getEntities).toHaveBeenCalledTimes(3);
  });

  it('does not take a catalog that is down for an empty one', async () => {
    const { known, getEntities } = start([]);
    getEntities.mockRejectedValue(new Error('down'));
    await expect(known.find([path])).rejects.toThrow('down');
  });
});
