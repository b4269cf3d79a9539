import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  isFromSource,
  readServiceEntity,
  type ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import { OF_SOURCES } from '../shared/ofSources';
import { queryKeys } from '../shared/queries/queryKeys';

const PAGE = 500;

/**
 * All services of the configured sources that the viewer may see, sorted by name.
 *
 * @internal
 */
export function useServices() {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: queryKeys.services(),
    refetchInterval: 30_000,
    queryFn: async () => {
      const services: ServiceEntity[] = [];
      let cursor: string | undefined;
      do {
        const page = await catalog.queryEntities(
          cursor
            ? { cursor, limit: PAGE }
            : {
                filter: { kind: 'component', ...OF_SOURCES },
                orderFields: { field: 'metadata.name', order: 'asc' },
                limit: PAGE,
              },
        );
        services.push(
          ...page.items
            .filter(isFromSource)
            .flatMap(entity => readServiceEntity(entity) ?? []),
        );
        cursor = page.pageInfo.nextCursor;
      } while (cursor);
      return services;
    },
  });
}
