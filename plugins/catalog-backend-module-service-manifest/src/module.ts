import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { createSource } from './sources/createSource';
import { readSourceConfigs } from './sources/readSourceConfigs';
import { createSynchronizer } from './sync/createSynchronizer';
import { CatalogWriter } from './write/CatalogWriter';

/**
 * Fills the catalog from the service.yaml files of the sources in `catalog.providers.serviceManifest`.
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
      async init({ catalogProcessing, config, lifecycle, urlReader, ...deps }) {
        for (const sourceConfig of readSourceConfigs(config)) {
          const writer = new CatalogWriter(sourceConfig.settings.id);
          catalogProcessing.addEntityProvider(...writer.providers);
          const synchronizer = createSynchronizer(sourceConfig, {
            ...deps,
            source: createSource(sourceConfig, urlReader),
            writer,
          });
          lifecycle.addShutdownHook(() => synchronizer.stop());
          // The catalog connects its providers later, or never where it only answers.
          synchronizer.start().catch(error => {
            deps.logger.error('A source cannot be followed', error);
          });
        }
      },
    });
  },
});
