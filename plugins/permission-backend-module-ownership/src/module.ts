import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { OwnershipPolicy } from './OwnershipPolicy';
import { readAccessConfig } from './readAccessConfig';

/**
 * Makes {@link OwnershipPolicy} the permission policy of the portal, with the roles that `delivery.access` in app-config
 * names.
 *
 * @public
 */
export const permissionModuleOwnership = createBackendModule({
  pluginId: 'permission',
  moduleId: 'ownership',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        policy: policyExtensionPoint,
      },
      async init({ config, logger, policy }) {
        const access = readAccessConfig(config);
        if (
          access.administrators.length + access.releaseManagers.length ===
          0
        ) {
          logger.warn(
            'Nobody may approve promotions to protected environments, or register locations: delivery.access.releaseManagers and delivery.access.administrators in app-config name no group',
          );
        }
        policy.setPolicy(new OwnershipPolicy(access));
      },
    });
  },
});
