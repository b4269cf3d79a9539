import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  deliveryEnvironmentPermissions,
  deliveryPortalPermissions,
  deliveryTeamPermissions,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  deliveryEnvironmentPermissionResourceRef,
  deliveryPermissionRules,
  deliveryTeamPermissionResourceRef,
  deliveryTeamPermissionRules,
  gatesExtensionPoint,
  gitHostsServiceRef,
} from '@stonegarden/backstage-plugin-delivery-node';
import { registerDeliveryActions } from './actions/registerDeliveryActions';
import { createApiRouter } from './api/createApiRouter';
import { createSchemaRouter } from './api/createSchemaRouter';
import { createDelivery } from './createDelivery';
import { createOpenApiRouter } from './openapi/createOpenApiRouter';
import { GateRegistry } from './gates/GateRegistry';
import { repositoryKey } from './promotions/PromotionRecord';
import { findTeams } from './services/findTeams';

/**
 * The backend of service delivery: what Argo CD says about every service, and promotions from pull request to success.
 *
 * @public
 */
export const deliveryPlugin = createBackendPlugin({
  pluginId: 'delivery',
  register(env) {
    const gates = new GateRegistry();
    env.registerExtensionPoint(gatesExtensionPoint, gates);
    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        hosts: gitHostsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init({
        actions,
        events,
        httpAuth,
        httpRouter,
        lifecycle,
        scheduler,
        ...options
      }) {
        const {
          apis,
          previewsPerMinute,
          reconciler,
          automaticPromotions,
          emergencies,
          recorder,
          resources,
          start,
          stop,
        } = await createDelivery({ ...options, gates: gates.gates });
        options.permissionsRegistry.addResourceType({
          resourceRef: deliveryEnvironmentPermissionResourceRef,
          permissions: deliveryEnvironmentPermissions,
          rules: Object.values(deliveryPermissionRules),
          getResources: refs => resources.get(refs),
        });
        options.permissionsRegistry.addResourceType({
          resourceRef: deliveryTeamPermissionResourceRef,
          permissions: deliveryTeamPermissions,
          rules: Object.values(deliveryTeamPermissionRules),
          getResources: async refs => findTeams(refs),
        });
        options.permissionsRegistry.addPermissions(deliveryPortalPermissions);
        // Editors fetch schemas without a session, and there is nothing else below that path.
        httpRouter.addAuthPolicy({
          path: '/schemas',
          allow: 'unauthenticated',
        });
        httpRouter.use(createSchemaRouter());
        httpRouter.use(createOpenApiRouter());
        httpRouter.use(
          createApiRouter({
            ...apis,
            httpAuth,
            logger: options.logger,
            previewsPerMinute,
          }),
        );

        const stopActions = registerDeliveryActions(actions, {
          ...apis,
          auth: options.auth,
          previewsPerMinute,
        });

        lifecycle.addStartupHook(start);
        lifecycle.addShutdownHook(stop);
        lifecycle.addShutdownHook(stopActions);

        await events.subscribe({
          id: 'delivery-promotions',
          topics: [...options.hosts.pullRequestEvents.topics],
          onEvent: async message => {
            const pull = options.hosts.pullRequestEvents.read(message);
            if (pull) {
              await reconciler.reconcilePullRequest(
                repositoryKey(pull.repository),
                pull,
              );
            }
          },
        });
        // Webhooks get lost, and settle times end without an event.
        await scheduler.scheduleTask({
          id: 'reconcile-promotions',
          frequency: { minutes: 1 },
          timeout: { minutes: 5 },
          initialDelay: { seconds: 15 },
          scope: 'global',
          fn: () => reconciler.reconcileAll({ trigger: 'schedule' }),
        });
        // What was verified while no backend ran, and what waits for a gate.
        await scheduler.scheduleTask({
          id: 'open-automatic-promotions',
          frequency: { minutes: 1 },
          timeout: { minutes: 5 },
          initialDelay: { seconds: 45 },
          scope: 'global',
          fn: () => automaticPromotions.considerAll(),
        });
        // Pull requests that are owed, and answers that were lost.
        await scheduler.scheduleTask({
          id: 'reconcile-emergency-rollbacks',
          frequency: { minutes: 1 },
          timeout: { minutes: 5 },
          initialDelay: { seconds: 15 },
          scope: 'global',
          fn: () => emergencies.reconcileAll(),
        });
        await scheduler.scheduleTask({
          id: 'prune-deployments',
          frequency: { days: 1 },
          timeout: { minutes: 5 },
          initialDelay: { minutes: 10 },
          scope: 'global',
          fn: () => recorder.prune(),
        });
      },
    });
  },
});
