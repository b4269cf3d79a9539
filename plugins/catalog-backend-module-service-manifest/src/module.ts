import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { readProviderConfigs } from './readProviderConfigs';
import { ServiceManifestEntityProvider } from './ServiceManifestEntityProvider';

/**
 * Fills the catalog from the service.yaml files of the repositories in `catalog.providers.serviceManifest`.
 *
 * @public
 */
export const catalogModuleServiceManifest = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'service-manifest',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        catalogProcessing: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init({ catalogProcessing, config, lifecycle, ...deps }) {
        for (const providerConfig of readProviderConfigs(config)) {
          const provider = new ServiceManifestEntityProvider(
            providerConfig,
            deps,
          );
          catalogProcessing.addEntityProvider(provider);
          lifecycle.addShutdownHook(() => provider.stop());
        }
      },
    });
  },
});
