import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { DEFAULT_API_GROUP } from '@stonegarden/service-manifest';
import { ServiceManifestProcessor } from './locations/ServiceManifestProcessor';
import { ParsingThread } from './parsing/ParsingThread';
import { createSource } from './sources/createSource';
import { readSourceConfigs } from './sources/readSourceConfigs';
import { createSynchronizer } from './sync/createSynchronizer';
import type { SourceSynchronizer } from './sync/SourceSynchronizer';
import { CatalogWriter } from './write/CatalogWriter';

/**
 * Fills the catalog from the service.yaml files of the sources in `catalog.providers.serviceManifest`, and understands
 * those that are registered by their own location.
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
        const sources = readSourceConfigs(config);
        const thread = new ParsingThread(deps.logger);
        const synchronizers = new Array<SourceSynchronizer>();
        catalogProcessing.addProcessor(
          new ServiceManifestProcessor({
            ...deps,
            urlReader,
            integrations: ScmIntegrations.fromConfig(config),
            apiGroups: [
              ...new Set([
                DEFAULT_API_GROUP,
                ...sources.map(({ settings }) => settings.apiGroup),
              ]),
            ],
            isGivenBySource: ref => synchronizers.some(one => one.claims(ref)),
          }),
        );
        for (const sourceConfig of sources) {
          const writer = new CatalogWriter(sourceConfig.settings.id);
          catalogProcessing.addEntityProvider(...writer.providers);
          const synchronizer = createSynchronizer(sourceConfig, {
            ...deps,
            source: createSource(sourceConfig, urlReader),
            writer,
            thread,
          });
          synchronizers.push(synchronizer);
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
