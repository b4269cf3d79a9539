import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogCollatorExtensionPoint } from '@backstage/plugin-search-backend-module-catalog';
import { createServiceTransformer } from './createServiceTransformer';

/**
 * Makes search find services by what their manifests say: owner, dependency, image, environment, cluster, place.
 *
 * @public
 */
export const searchModuleServiceManifest = createBackendModule({
  pluginId: 'search',
  moduleId: 'service-manifest',
  register(env) {
    env.registerInit({
      deps: { catalogCollator: catalogCollatorExtensionPoint },
      async init({ catalogCollator }) {
        catalogCollator.setEntityTransformer(createServiceTransformer());
      },
    });
  },
});
