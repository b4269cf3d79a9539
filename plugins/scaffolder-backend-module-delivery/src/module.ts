import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  deliveryServiceRef,
  gitHostsServiceRef,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createOpenPromotionAction } from './actions/createOpenPromotionAction';
import { createProposeServiceAction } from './actions/createProposeServiceAction';
import { readGitOpsSettings } from './gitOpsSettings';

/**
 * Adds the actions of service delivery to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleDelivery = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'delivery',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        delivery: deliveryServiceRef,
        hosts: gitHostsServiceRef,
      },
      async init({ actions, catalog, config, delivery, hosts }) {
        actions.addActions(
          createProposeServiceAction({
            hosts,
            catalog,
            settings: readGitOpsSettings(config),
          }),
          createOpenPromotionAction({ delivery }),
        );
      },
    });
  },
});
