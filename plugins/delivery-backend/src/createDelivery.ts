import { resolve } from 'node:path';
import type {
  AuditorService,
  AuthService,
  DatabaseService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  DELIVERY_SIGNAL_CHANNEL,
  DeliverySignal,
  ServiceOrigins,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  Gate,
  GitHosts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { AuditedDelivery } from './api/AuditedDelivery';
import { Authorizer } from './api/Authorizer';
import { AuthorizedDelivery } from './api/AuthorizedDelivery';
import { Delivery } from './api/Delivery';
import type { DeliveryApi } from './api/DeliveryApi';
import {
  ArgocdReadModel,
  changedServices,
} from './argocd/readModel/ArgocdReadModel';
import { ChangeBatcher } from './argocd/readModel/ChangeBatcher';
import { readDeliveryConfig } from './config/readDeliveryConfig';
import { createDeployments } from './deployments/createDeployments';
import type { DeploymentRecorder } from './deployments/DeploymentRecorder';
import { GateEvaluator } from './gates/GateEvaluator';
import { ActivePromotions } from './promotions/ActivePromotions';
import { PromotionOpener } from './promotions/PromotionOpener';
import { PromotionPlanner } from './promotions/PromotionPlanner';
import { PromotionReconciler } from './promotions/PromotionReconciler';
import { PromotionStore } from './promotions/PromotionStore';
import { PromotionSuperseder } from './promotions/PromotionSuperseder';
import { kustomizeReleaseFile } from './releases/kustomizeReleaseFile';
import { EnvironmentResources } from './services/EnvironmentResources';
import { ServiceResolver } from './services/ServiceResolver';
import { SyncService } from './argocd/actions/SyncService';

/** How long changes are collected before pages and promotions are told. */
const BATCH_DELAY_MS = 250;

/** What {@link createDelivery} is made from. */
export interface DeliveryOptions {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  gates: readonly Gate[];
  hosts: GitHosts;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  signals: SignalsService;
}

/** The parts of delivery-backend, put together. */
export interface DeliveryParts {
  /** What the HTTP API serves: authorized and audited. */
  delivery: DeliveryApi;
  /** What the permission system asks this plugin about. */
  resources: EnvironmentResources;
  reconciler: PromotionReconciler;
  recorder: DeploymentRecorder;
  start(): void;
  stop(): Promise<void>;
}

/** Puts the parts of delivery-backend together; nothing runs before `start`. */
export async function createDelivery(
  options: DeliveryOptions,
): Promise<DeliveryParts> {
  const { auditor, auth, catalog, hosts, logger } = options;
  const { deploymentRetentionMs, instances, protectedEnvironments, settleMs } =
    readDeliveryConfig(options.config);
  const portalUrl = options.config.getString('app.baseUrl');
  const store = await PromotionStore.create(options.database);
  const readModel = new ArgocdReadModel({ instances, logger });
  const resolver = new ServiceResolver({
    auth,
    catalog,
    origins: ServiceOrigins.fromConfig(options.config, {
      resolvePath: resolve,
    }),
  });
  const superseder = new PromotionSuperseder({ store, hosts, auditor });

  const publish = (message: DeliverySignal) =>
    options.signals
      .publish({
        recipients: { type: 'broadcast' },
        channel: DELIVERY_SIGNAL_CHANNEL,
        message,
      })
      .catch(error =>
        logger.debug(`No signal was sent: ${stringifyError(error)}`),
      );

  const signals = new ChangeBatcher({
    delayMs: BATCH_DELAY_MS,
    onBatch: ({ services, everything }) => {
      if (everything) {
        publish({});
        return;
      }
      // Service manifests have no namespaces of their own: their entities are all in `default`.
      services.forEach(name =>
        publish({
          entityRef: `component:default/${name.toLocaleLowerCase('en-US')}`,
        }),
      );
    },
  });
  const recorder = await createDeployments({
    ...options,
    services: resolver,
    readModel,
    promotions: store,
    releaseFile: kustomizeReleaseFile,
    settleMs,
    retentionMs: deploymentRetentionMs,
  });
  const onChange = (entityRef: string) => {
    const { name } = parseEntityRef(entityRef);
    signals.addServices([name]);
    recorder.add([name]);
  };
  const reconciler = new PromotionReconciler({
    store,
    hosts,
    readModel,
    superseder,
    settleMs,
    logger,
    onChange,
  });
  const promotions = new ChangeBatcher({
    delayMs: BATCH_DELAY_MS,
    onBatch: ({ services, everything }) => {
      reconciler
        .reconcileAll(everything ? undefined : services)
        .catch(error =>
          logger.warn(
            `Promotions could not be reconciled: ${stringifyError(error)}`,
          ),
        );
    },
  });
  readModel.subscribe({
    onChanges: changes => {
      const services = changedServices(changes);
      signals.addServices(services);
      promotions.addServices(services);
      recorder.onChanges(changes);
    },
    onReachability: () => {
      signals.addEverything();
      promotions.addEverything();
    },
  });

  const delivery = new Delivery({
    auth,
    catalog,
    opener: new PromotionOpener({
      store,
      planner: new PromotionPlanner({
        hosts,
        releaseFile: kustomizeReleaseFile,
        readModel,
        gates: new GateEvaluator({ gates: options.gates, logger }),
      }),
      active: new ActivePromotions({ store, reconciler, onChange }),
      superseder,
      portalUrl,
      settleMs,
      onChange,
    }),
    readModel,
    services: resolver,
    store,
    sync: new SyncService({ readModel }),
  });
  const resources = new EnvironmentResources({
    services: resolver,
    protectedEnvironments,
  });
  const authorized = new AuthorizedDelivery(delivery, {
    authorizer: new Authorizer({
      catalog,
      permissions: options.permissions,
      registry: options.permissionsRegistry,
      resources,
    }),
    services: resolver,
  });

  return {
    reconciler,
    recorder,
    delivery: new AuditedDelivery(authorized, { auditor }),
    resources,
    start: () => readModel.start(),
    async stop() {
      signals.stop();
      promotions.stop();
      reconciler.stop();
      await recorder.stop();
      await readModel.stop();
    },
  };
}
