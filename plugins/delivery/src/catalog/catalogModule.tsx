import {
  coreExtensionData,
  createFrontendModule,
  ExtensionBoundary,
  PageLayout,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { RiShapesLine } from '@remixicon/react';
import { deleteInGit, unregister } from './unregister/unregisterItems';

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
            const { ServiceList } = await import('./list/ServiceList');
            return (
              <ServiceList filters={filters} pagination={config.pagination} />
            );
          })}
        </PageLayout>,
      ),
    ];
  },
});

/**
 * Gives the catalog's list of services its columns, filters and orders, and says of what comes from Git where to delete it.
 * Lists of other kinds stay as they are.
 *
 * @public
 */
export const deliveryCatalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [catalogPage, unregister, deleteInGit],
});
