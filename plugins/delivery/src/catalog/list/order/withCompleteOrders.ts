import type {
  CatalogApi,
  QueryEntitiesInitialRequest,
  QueryEntitiesRequest,
  QueryEntitiesResponse,
} from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import { Direction, orderValue, Segment, segmentsOf } from './serviceOrders';

/** What a cursor of ours remembers: the question, and how many entities come before the page. */
interface Position {
  filter?: QueryEntitiesInitialRequest['filter'];
  fullTextFilter?: QueryEntitiesInitialRequest['fullTextFilter'];
  field: string;
  direction: Direction;
  offset: number;
}

const CURSOR = 'order:';
const DEFAULT_LIMIT = 20;
/** A filter of more characters than this does not go into an address, but into the body of the question. */
const MAX_ADDRESS_FILTER = 4_000;

const encode = (position: Position) =>
  CURSOR + btoa(encodeURIComponent(JSON.stringify(position)));

function decode(cursor: string): Position | undefined {
  try {
    return cursor.startsWith(CURSOR)
      ? JSON.parse(decodeURIComponent(atob(cursor.slice(CURSOR.length))))
      : undefined;
  } catch {
    return undefined;
  }
}

/** Where the catalog sees no difference it goes by its own ids: on a page, names come in order. */
function settleTies(entities: Entity[], { field, direction }: Segment) {
  const sign = direction === 'asc' ? 1 : -1;
  return [...entities].sort(
    (a, b) =>
      sign *
        (orderValue(a, field) < orderValue(b, field)
          ? -1
          : Number(orderValue(a, field) > orderValue(b, field))) ||
      a.metadata.name.localeCompare(b.metadata.name),
  );
}

async function readPage(
  catalog: CatalogApi,
  position: Position,
  segments: Segment[],
  limit: number,
): Promise<QueryEntitiesResponse> {
  const { filter, fullTextFilter, offset } = position;
  const counts = await Promise.all(
    segments.map(async ({ query }) => {
      const request = { filter, fullTextFilter, query, limit: 0 };
      return (await catalog.queryEntities(request)).totalItems;
    }),
  );
  const pages = await Promise.all(
    segments.map(async (segment, index) => {
      const before = counts.slice(0, index).reduce((sum, one) => sum + one, 0);
      const start = Math.max(offset - before, 0);
      const end = Math.min(offset + limit - before, counts[index]);
      if (start >= end) {
        return [];
      }
      const { items } = await catalog.queryEntities({
        filter,
        fullTextFilter,
        query: segment.query,
        orderFields: { field: segment.field, order: segment.direction },
        offset: start,
        limit: end - start,
        totalItems: 'exclude',
      });
      return segment.field === 'metadata.name'
        ? items
        : settleTies(items, segment);
    }),
  );
  const totalItems = counts.reduce((sum, one) => sum + one, 0);
  const at = (place: number) => encode({ ...position, offset: place });
  return {
    items: pages.flat(),
    totalItems,
    pageInfo: {
      ...(offset > 0 && { prevCursor: at(Math.max(offset - limit, 0)) }),
      ...(offset + limit < totalItems && { nextCursor: at(offset + limit) }),
    },
  };
}

function readInitial(
  catalog: CatalogApi,
  request: QueryEntitiesInitialRequest,
): Promise<QueryEntitiesResponse> {
  const { filter, fullTextFilter, limit = DEFAULT_LIMIT, offset = 0 } = request;
  const [first] = [request.orderFields ?? []].flat();
  const segments = first && segmentsOf(first.field, first.order);
  if (segments && limit > 0) {
    const position = {
      filter,
      fullTextFilter,
      field: first.field,
      direction: first.order,
      offset,
    };
    return readPage(catalog, position, segments, limit);
  }
  const isLong = JSON.stringify(filter ?? {}).length > MAX_ADDRESS_FILTER;
  return catalog.queryEntities({
    ...request,
    // Counting is of everything, not of what has the field.
    ...(segments && { orderFields: undefined }),
    ...(isLong && !request.query && { query: { kind: { $exists: true } } }),
  });
}

/**
 * The catalog with orders that leave nothing out, for the list of services. Its answers look as the catalog's own, pages
 * and cursors included; everything else is passed on.
 */
export function withCompleteOrders(catalog: CatalogApi): CatalogApi {
  const queryEntities = async (request: QueryEntitiesRequest = {}) => {
    if (!('cursor' in request)) {
      return readInitial(catalog, request);
    }
    const position = decode(request.cursor);
    const segments = position && segmentsOf(position.field, position.direction);
    return position && segments
      ? readPage(catalog, position, segments, request.limit ?? DEFAULT_LIMIT)
      : catalog.queryEntities(request);
  };
  return new Proxy(catalog, {
    get(target, key) {
      if (key === 'queryEntities') {
        return queryEntities;
      }
      const value = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
