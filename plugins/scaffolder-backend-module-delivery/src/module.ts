import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  CommitAuthors,
  deliveryServiceRef,
  gitHostsServiceRef,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createOpenPromotionAction } from './actions/createOpenPromotionAction';
import { createOpenRollbackAction } from './actions/createOpenRollbackAction';
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
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        delivery: deliveryServiceRef,
        hosts: gitHostsServiceRef,
        permissions: coreServices.permissions,
      },
      async init(deps) {
        const { actions, auth, catalog, config, delivery, hosts } = deps;
        actions.addActions(
          createProposeServiceAction({
            hosts,
            catalog,
            auth,
            auditor: deps.auditor,
            permissions: deps.permissions,
            authors: new CommitAuthors(config, { auth, catalog }),
            settings: readGitOpsSettings(config),
          }),
          createOpenPromotionAction({ delivery }),
          createOpenRollbackAction({ delivery }),
        );
      },
    });
  },
});
