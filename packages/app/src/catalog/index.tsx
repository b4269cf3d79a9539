import {
  coreExtensionData,
  createFrontendModule,
  ExtensionBoundary,
  PageLayout,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { EntityContentLayoutBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiShapesLine } from '@remixicon/react';

const catalogPage = catalogPlugin.getExtension('page:catalog').override({
  factory(originalFactory, { config, inputs, node }) {
    const filters = inputs.filters.map(filter => ({
      id: filter.node.spec.id,
      element: filter.get(coreExtensionData.reactElement),
    }));
    return [
      ...originalFactory(),
      coreExtensionData.reactElement(
        <PageLayout title={config.title ?? 'Catalog'} icon={<RiShapesLine />}>
          {ExtensionBoundary.lazy(node, async () => {
            const { ServiceList } = await import('./ServiceList');
            return (
              <ServiceList filters={filters} pagination={config.pagination} />
            );
          })}
        </PageLayout>,
      ),
    ];
  },
});

const overviewLayout = EntityContentLayoutBlueprint.make({
  name: 'overview',
  params: {
    loader: async () => {
      const { OverviewLayout } = await import('./OverviewLayout');
      return OverviewLayout;
    },
  },
});

/** Gives the catalog's list its columns and an overview its order; the rest of the catalog stays as it is. */
export const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [catalogPage, overviewLayout],
});
