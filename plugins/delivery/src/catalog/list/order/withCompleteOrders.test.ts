import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import type { Entity } from '@backstage/catalog-model';
import { component } from '../../../__testUtils__/delivery';
import { withCompleteOrders } from './withCompleteOrders';
import { SERVICE_ORDERS } from './serviceOrders';

const PREFIX = 'platform.stonegarden.dev';

const service = (
  name: string,
  options: { availability?: string; problem?: string; layer?: string } = {},
): Entity =>
  component(
    name,
    {
      ...(options.layer && { layer: options.layer }),
      // The catalog's index makes no difference between a list of objects and one; its stand-in here knows only one.
      ...(options.problem && { problems: { severity: options.problem } }),
    },
    {
      uid: `${name.length}${name}`,
      annotations: options.availability
        ? { [`${PREFIX}/availability-order`]: options.availability }
        : {},
    },
  );

const entities = [
  service('d', { availability: '099.90000', problem: 'warning' }),
  service('b', { availability: '099.99000', problem: 'error' }),
  service('e', { availability: '099.90000', layer: 'infra' }),
  service('a', { layer: 'platform' }),
  service('c', { availability: '099.90000', problem: 'error' }),
];

const catalog = () =>
  withCompleteOrders(new InMemoryCatalogClient({ entities }));

const fieldOf = (id: string) =>
  SERVICE_ORDERS.find(order => order.id === id)?.field ?? '';

async function allPages(
  id: string,
  direction: 'asc' | 'desc',
  limit: number,
): Promise<string[][]> {
  const api = catalog();
  const pages: string[][] = [];
  let response = await api.queryEntities({
    filter: { kind: 'component' },
    orderFields: [{ field: fieldOf(id), order: direction }],
    limit,
  });
  for (;;) {
    pages.push(response.items.map(({ metadata }) => metadata.name));
    const { nextCursor } = response.pageInfo;
    if (!nextCursor) {
      return pages;
    }
    response = await api.queryEntities({ cursor: nextCursor, limit });
  }
}

describe('withCompleteOrders', () => {
  it('orders by an SLA, and has services without one last', async () => {
    expect(await allPages('availability', 'desc', 10)).toEqual([
      ['b', 'c', 'd', 'e', 'a'],
    ]);
    expect(await allPages('availability', 'asc', 10)).toEqual([
      ['c', 'd', 'e', 'b', 'a'],
    ]);
  });

  it('has every entity once, with errors first, and turned around last', async () => {
    expect(await allPages('problems', 'desc', 10)).toEqual([
      ['b', 'c', 'd', 'a', 'e'],
    ]);
    expect((await allPages('problems', 'asc', 10))[0].slice(0, 3)).toEqual([
      'a',
      'e',
      'd',
    ]);
  });

  it.each([1, 2, 3, 4, 5])('fills pages of %s to the end', async limit => {
    for (const { id } of SERVICE_ORDERS) {
      const pages = await allPages(id, 'asc', limit);
      expect(pages).toHaveLength(Math.ceil(entities.length / limit));
      expect(pages.flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    }
  });

  it('goes back as it went forth', async () => {
    const api = catalog();
    const first = await api.queryEntities({
      orderFields: { field: fieldOf('problems'), order: 'desc' },
      limit: 2,
    });
    expect(first.pageInfo.prevCursor).toBeUndefined();
    const second = await api.queryEntities({
      cursor: first.pageInfo.nextCursor ?? '',
      limit: 2,
    });
    const back = await api.queryEntities({
      cursor: second.pageInfo.prevCursor ?? '',
      limit: 2,
    });
    expect(back.items).toEqual(first.items);
  });

  it('keeps filters and words from page to page', async () => {
    const api = catalog();
    const first = await api.queryEntities({
      filter: { 'spec.problems.severity': ['error', 'warning'] },
      fullTextFilter: { term: 'B', fields: ['metadata.name'] },
      orderFields: { field: fieldOf('availability'), order: 'desc' },
      limit: 1,
    });
    expect(first.items.map(({ metadata }) => metadata.name)).toEqual(['b']);
    expect(first.totalItems).toBe(1);
    expect(first.pageInfo).toEqual({});
  });

  it('counts everything, not what has the field', async () => {
    const { totalItems } = await catalog().queryEntities({
      orderFields: { field: fieldOf('availability'), order: 'desc' },
      limit: 0,
    });
    expect(totalItems).toBe(5);
  });

  it('leaves other questions to the catalog, cursors too', async () => {
    const inner = new InMemoryCatalogClient({ entities });
    const queryEntities = jest.spyOn(inner, 'queryEntities');
    const api = withCompleteOrders(inner);
    const request = {
      filter: { kind: 'component' },
      orderFields: [{ field: 'metadata.name', order: 'asc' as const }],
      limit: 2,
    };
    const { pageInfo } = await api.queryEntities(request);
    expect(queryEntities).toHaveBeenLastCalledWith(request);
    await api.queryEntities({ cursor: pageInfo.nextCursor ?? '', limit: 2 });
    expect(queryEntities).toHaveBeenLastCalledWith({
      cursor: pageInfo.nextCursor,
      limit: 2,
    });
    expect((await api.getEntities()).items).toHaveLength(5);
  });

  it('asks in a body what is too long for an address', async () => {
    const inner = new InMemoryCatalogClient({ entities });
    const queryEntities = jest.spyOn(inner, 'queryEntities');
    await withCompleteOrders(inner).queryEntities({
      filter: {
        'metadata.name': Array.from({ length: 2_000 }, (_, i) => `n${i}`),
      },
    });
    expect(queryEntities.mock.lastCall?.[0]).toHaveProperty('query');
  });
});
