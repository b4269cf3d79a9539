import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  isFromSource,
  readServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useQuery } from '@tanstack/react-query';
import { OF_SOURCES } from '../shared/ofSources';
import { queryKeys } from '../shared/queries/queryKeys';

/** More than one person's teams look after. */
const MAX = 500;

/**
 * The services that the viewer or one of their teams owns, sorted by name, and the teams that own any.
 *
 * @param owners - as `useOwnership` has them
 * @internal
 */
export function useMyServices(owners: string[] | undefined) {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: queryKeys.owned(owners ?? []),
    enabled: owners !== undefined,
    refetchInterval: 30_000,
    queryFn: async () => {
      if (!owners || owners.length === 0) return { services: [], teams: [] };
      const { items } = await catalog.queryEntities({
        filter: {
          kind: 'component',
          ...OF_SOURCES,
          [`relations.${RELATION_OWNED_BY}`]: owners,
        },
        orderFields: { field: 'metadata.name', order: 'asc' },
        limit: MAX,
      });
      const owned = items.filter(isFromSource);
      const targets = new Set(
        owned.flatMap(({ relations = [] }) =>
          relations
            .filter(({ type }) => type === RELATION_OWNED_BY)
            .map(({ targetRef }) => targetRef),
        ),
      );
      return {
        services: owned.flatMap(entity => readServiceEntity(entity) ?? []),
        teams: owners.filter(
          owner => owner.startsWith('group:') && targets.has(owner),
        ),
      };
    },
  });
}
