import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queryKeys } from '../../shared/queries/queryKeys';
import { readEntities } from './readEntities';

const FIELDS = ['kind', 'metadata.name', 'metadata.namespace'];

/**
 * Those of some refs that the catalog has no entity for; undefined as long as that is not known.
 *
 * @internal
 */
export function useMissingEntities(refs: string[]): Set<string> | undefined {
  const catalog = useApi(catalogApiRef);
  const { data } = useQuery({
    queryKey: queryKeys.missing(refs),
    enabled: refs.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const found = await readEntities(catalog, refs, FIELDS);
      return new Set(refs.filter(ref => !found.has(ref)));
    },
  });
  return data;
}
