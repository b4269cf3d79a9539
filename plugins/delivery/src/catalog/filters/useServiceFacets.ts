import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { OF_SOURCES } from '../../shared/ofSources';
import { FILTER_PATHS, type ServiceFilterName } from './serviceFilters';

/** A value in the catalog, and how many components have it. */
export interface Facet {
  value: string;
  count: number;
}

/** Which values the filters can offer: one question for all of them. Undefined until the catalog has answered. */
export function useServiceFacets():
  | Record<ServiceFilterName, Facet[]>
  | undefined {
  const catalog = useApi(catalogApiRef);
  const { data } = useQuery({
    queryKey: ['delivery', 'facets'],
    staleTime: 30_000,
    queryFn: async () => {
      const { facets } = await catalog.getEntityFacets({
        filter: { kind: 'component', ...OF_SOURCES },
        facets: Object.values(FILTER_PATHS),
      });
      const of = (name: ServiceFilterName) => facets[FILTER_PATHS[name]] ?? [];
      return {
        layers: of('layers'),
        categories: of('categories'),
        environments: of('environments'),
        clusters: of('clusters'),
        availability: of('availability'),
        latency: of('latency'),
        problems: of('problems'),
      };
    },
  });
  return data;
}
