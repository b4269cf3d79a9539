import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { deliveryCatalogModule } from './catalog/catalogModule';
import { deliveryPlugin } from './plugin';

/**
 * Everything that installing the package brings: the plugin, and the module that gives the catalog its list of services.
 * An app that wants only one of them excludes the package from `app.packages` and passes it to `createApp`.
 *
 * @public
 */
export const deliveryFeatures = createFrontendFeatureLoader({
  loader: () => [deliveryPlugin, deliveryCatalogModule],
});
