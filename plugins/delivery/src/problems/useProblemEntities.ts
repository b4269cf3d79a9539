import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { isFromSource } from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import { OF_SOURCES } from '../shared/ofSources';
import { queryKeys } from '../shared/queries/queryKeys';

const PAGE = 500;

/**
 * All services and repositories of the configured sources that have problems and that the viewer may see, with only what a list
 * of problems needs.
 *
 * @internal
 */
export function useProblemEntities() {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: queryKeys.problems(),
    refetchInterval: 30_000,
    queryFn: async () => {
      const entities: Entity[] = [];
      let cursor: string | undefined;
      do {
        const page = await catalog.queryEntities({
          fields: [
            'apiVersion',
            'kind',
            'metadata.name',
            'metadata.namespace',
            'metadata.title',
            'metadata.annotations',
            'spec.owner',
            'spec.type',
            'spec.problems',
          ],
          limit: PAGE,
          ...(cursor
            ? { cursor }
            : {
                filter: {
                  kind: ['component', 'resource'],
                  'spec.problems.code': CATALOG_FILTER_EXISTS,
                  ...OF_SOURCES,
                },
                orderFields: { field: 'metadata.name', order: 'asc' },
              }),
        });
        entities.push(...page.items.filter(isFromSource));
        cursor = page.pageInfo.nextCursor;
      } while (cursor);
      return entities;
    },
  });
}
