import { resolve } from 'node:path';
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
import { ServiceOrigins } from '@stonegarden/backstage-plugin-delivery-common';
import { DEFAULT_API_GROUP } from '@stonegarden/service-manifest';
import { createDeletionGuard } from './origins/createDeletionGuard';
import { OriginProcessor } from './origins/OriginProcessor';
import { RegisteredLocations } from './origins/RegisteredLocations';
import { ParsingThread } from './parsing/ParsingThread';
import { ServiceManifestProcessor } from './processor/ServiceManifestProcessor';
import { createProvider } from './provider/createProvider';
import type { ServiceManifestProvider } from './provider/ServiceManifestProvider';
import { createSource } from './sources/createSource';
import { readDeliverySettings } from './sources/readDeliverySettings';
import { readSourceConfigs } from './sources/readSourceConfigs';

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
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        catalogProcessing: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init({
        catalogProcessing,
        config,
        httpRouter,
        lifecycle,
        urlReader,
        ...deps
      }) {
        const sources = readSourceConfigs(config);
        const thread = new ParsingThread(deps.logger);
        const registered = new RegisteredLocations(config, deps);
        httpRouter.use(createDeletionGuard(deps));
        catalogProcessing.addProcessor(
          new OriginProcessor({
            origins: ServiceOrigins.fromConfig(config, {
              resolvePath: resolve,
            }),
            registered,
            logger: deps.logger,
          }),
        );
        const providers: ServiceManifestProvider[] = [];
        for (const source of sources) {
          const { provider, shards } = createProvider(source, {
            ...deps,
            source: createSource(source, urlReader),
            registered,
            thread,
          });
          catalogProcessing.addEntityProvider(provider, ...shards);
          lifecycle.addShutdownHook(() => provider.stop());
          providers.push(provider);
        }
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
            applicationLabel: readDeliverySettings(config).applicationLabel,
            isGivenBySource: ref => providers.some(one => one.claims(ref)),
          }),
        );
      },
    });
  },
});
