import type { ReactElement } from 'react';
import { CatalogFilterBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { DeliveryQueryProvider } from '../../shared/queries/DeliveryQueryProvider';

function makeFilter<const TName extends string>(
  name: TName,
  load: () => Promise<ReactElement>,
) {
  return CatalogFilterBlueprint.make({
    name,
    params: {
      loader: async () => (
        <DeliveryQueryProvider>{await load()}</DeliveryQueryProvider>
      ),
    },
  });
}

/**
 * What the catalog's list can be narrowed by, each of which app-config can move or switch off:
 * `catalog-filter:delivery/<layer|category|environment|cluster|availability|latency|problems>`.
 *
 * @internal
 */
export const catalogFilters = [
  makeFilter('layer', async () => {
    const { LayerFilter } = await import('./LayerFilter');
    return <LayerFilter />;
  }),
  makeFilter('category', async () => {
    const { ValueFilter } = await import('./ValueFilter');
    return <ValueFilter name="categories" />;
  }),
  makeFilter('environment', async () => {
    const { ValueFilter } = await import('./ValueFilter');
    return <ValueFilter name="environments" />;
  }),
  makeFilter('cluster', async () => {
    const { ValueFilter } = await import('./ValueFilter');
    return <ValueFilter name="clusters" />;
  }),
  makeFilter('availability', async () => {
    const { SlaFilter } = await import('./SlaFilter');
    return <SlaFilter name="availability" />;
  }),
  makeFilter('latency', async () => {
    const { SlaFilter } = await import('./SlaFilter');
    return <SlaFilter name="latency" />;
  }),
  makeFilter('problems', async () => {
    const { ProblemsFilter } = await import('./ProblemsFilter');
    return <ProblemsFilter />;
  }),
];
