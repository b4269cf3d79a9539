import {
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { RiShapesLine } from '@remixicon/react';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import { deleteInGit, unregister } from './unregister/unregisterItems';

const catalogPage = catalogPlugin.getExtension('page:catalog').override({
  factory(originalFactory, { config, inputs }) {
    const filters = inputs.filters.map(filter => ({
      id: filter.node.spec.id,
      element: filter.get(coreExtensionData.reactElement),
    }));
    return originalFactory({
      params: {
        // The catalog's own title and that of its first tab are in English only.
        title: deliveryTranslationRef('catalogList.title'),
        icon: <RiShapesLine />,
        loader: async () => {
          const { ServiceList } = await import('./list/ServiceList');
          return (
            <ServiceList filters={filters} pagination={config.pagination} />
          );
        },
      },
    });
  },
});

const overviewContent = catalogPlugin
  .getExtension('entity-content:catalog/overview')
  .override({
    params: { title: deliveryTranslationRef('catalogList.overview') },
  });

/**
 * Gives the catalog's list of services its columns, filters and orders, and says of what comes from Git where to delete it.
 * Lists of other kinds stay as they are. The list and the first tab of an entity have their titles in the viewer's language.
 *
 * @public
 */
export const deliveryCatalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [catalogPage, overviewContent, unregister, deleteInGit],
});
