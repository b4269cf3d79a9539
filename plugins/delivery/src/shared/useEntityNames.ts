import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  humanizeEntityRef,
} from '@backstage/plugin-catalog-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { queryKeys } from './queries/queryKeys';

/**
 * How people call entities: by title, or by display name; by name while the catalog has not answered, or does not know it.
 *
 * @internal
 */
export function useEntityNames(
  entityRefs: string[],
): (entityRef: string) => string {
  const catalog = useApi(catalogApiRef);
  const refs = useMemo(() => [...new Set(entityRefs)].sort(), [entityRefs]);
  const { data } = useQuery({
    queryKey: queryKeys.names(refs),
    enabled: refs.length > 0,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { items } = await catalog.getEntitiesByRefs({
        entityRefs: refs,
        // With the name, an entity without a title still has `metadata`.
        fields: [
          'kind',
          'metadata.name',
          'metadata.title',
          'spec.profile.displayName',
        ],
      });
      return new Map(
        refs.flatMap((ref, index) => {
          const entity = items[index];
          const profile = entity?.spec?.profile as
            | { displayName?: unknown }
            | undefined;
          const name = profile?.displayName ?? entity?.metadata.title;
          return typeof name === 'string' ? [[ref, name]] : [];
        }),
      );
    },
  });
  return useCallback(
    entityRef => data?.get(entityRef) ?? plainName(entityRef),
    [data],
  );
}

function plainName(entityRef: string): string {
  try {
    const ref = parseEntityRef(entityRef);
    return humanizeEntityRef(ref, {
      defaultKind: ref.kind,
      defaultNamespace: 'default',
    });
  } catch {
    // A service account has no entity.
    return entityRef;
  }
}
