import { resolve } from 'node:path';
import type {
  AuditorService,
  AuthService,
  DatabaseService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { ServiceOrigins } from '@stonegarden/backstage-plugin-delivery-common';
import {
  CommitAuthors,
  type Gate,
  type GitHosts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createDeliveryApi, DeliveryApis } from './api/createDeliveryApi';
import { Delivery } from './api/Delivery';
import { createHistory } from './api/history/createHistory';
import { LineSwitch } from './api/line/LineSwitch';
import { Overview } from './api/overview/Overview';
import { Emergency } from './api/emergency/Emergency';
import { Sla } from './api/sla/Sla';
import { RolloutActions } from './argocd/actions/RolloutActions';
import { SyncService } from './argocd/actions/SyncService';
import {
  ArgocdReadModel,
  changedServices,
} from './argocd/readModel/ArgocdReadModel';
import { createKustomizeRenderer } from './clusterChanges/kustomize/createKustomizeRenderer';
import { readDeliveryConfig } from './config/readDeliveryConfig';
import { readNotificationConfig } from './config/readNotificationConfig';
import { readOverrideConfig } from './config/readOverrideConfig';
import { readPullRequestConfig } from './config/readPullRequestConfig';
import { readRollbackConfig } from './config/readRollbackConfig';
import { RecentReleases } from './deployments/RecentReleases';
import { DatabaseLock } from './database/DatabaseLock';
import { FleetIndex } from './fleet/FleetIndex';
import { createDeployments } from './deployments/createDeployments';
import { DeploymentStore } from './deployments/DeploymentStore';
import type { DeploymentRecorder } from './deployments/DeploymentRecorder';
import { createEmergency } from './emergency/createEmergency';
import type { EmergencyReconciler } from './emergency/EmergencyReconciler';
import { EmergencyRollbackStore } from './emergency/EmergencyRollbackStore';
import { toRollbackOpening } from './emergency/RollbackOpening';
import { createBuiltInGates } from './gates/createBuiltInGates';
import { createWorldFacts } from './gates/facts/createWorldFacts';
import { ApplicationExpectations } from './environments/ApplicationExpectations';
import { LineStore } from './line/LineStore';
import { NoticeRecipients } from './notifications/NoticeRecipients';
import { NoticeStore } from './notifications/NoticeStore';
import { PromotionNotifier } from './notifications/PromotionNotifier';
import { readPolicyConfig } from './policy/readPolicyConfig';
import { AutomaticPromotions } from './promotions/automatic/AutomaticPromotions';
import { ApprovedEnvironments } from './promotions/ApprovedEnvironments';
import { HostReviews } from './promotions/HostReviews';
import { OwnerReviewers } from './promotions/OwnerReviewers';
import { createPromotions } from './promotions/createPromotions';
import type { PromotionReconciler } from './promotions/PromotionReconciler';
import { PromotionStore } from './promotions/PromotionStore';
import { GitReleases } from './releases/GitReleases';
import { AutomaticRollbacks } from './rollbacks/automatic/AutomaticRollbacks';
import { createRollbacks } from './rollbacks/createRollbacks';
import { EnvironmentHistories } from './rollbacks/EnvironmentHistories';
import { createRollbackWarnings } from './rollbacks/warnings/createRollbackWarnings';
import { createResources } from './resources/createResources';
import { allReleaseFiles } from './releases/allReleaseFiles';
import { EnvironmentResources } from './services/EnvironmentResources';
import { ServiceResolver } from './services/ServiceResolver';
import { createSignals } from './signals/createSignals';
import { MeasuredSlaReader } from './sla/MeasuredSlaReader';
import { PrometheusInstances } from './sla/PrometheusInstances';
import { readPrometheusConfig } from './sla/readPrometheusConfig';
import { readTrainConfig } from './trains/readTrainConfig';
import { SharedOpener } from './trains/SharedOpener';
import { TrainRunner } from './trains/TrainRunner';
import { TrainStore } from './trains/TrainStore';

/** How long changes are collected before pages and promotions are told. */
const BATCH_DELAY_MS = 250;

/** What {@link createDelivery} is made from. */
export interface DeliveryOptions {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  /** Of other packages. */
  gates: readonly Gate[];
  hosts: GitHosts;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  signals: SignalsService;
  userInfo: UserInfoService;
}

/** The parts of delivery-backend, put together. */
export interface DeliveryParts {
  /** What the HTTP API serves: authorized and audited. */
  apis: DeliveryApis;
  /** How often a caller may ask for a preview. */
  previewsPerMinute: number;
  /** What the permission system asks this plugin about. */
  resources: EnvironmentResources;
  reconciler: PromotionReconciler;
  automaticPromotions: AutomaticPromotions;
  emergencies: EmergencyReconciler;
  recorder: DeploymentRecorder;
  start(): void;
  stop(): Promise<void>;
}

/** Puts the parts of delivery-backend together; nothing runs before `start`. */
export async function createDelivery(
  options: DeliveryOptions,
): Promise<DeliveryParts> {
  const { auth, catalog, config, logger } = options;
  const {
    automation,
    deploymentRetentionMs,
    floatingTags,
    kustomize,
    applications,
    naming,
    instances,
    previewsPerMinute,
    productionEnvironments,
    protectedEnvironments,
    settleMs,
  } = readDeliveryConfig(config);
  const releaseFile = allReleaseFiles;
  const store = await PromotionStore.create(options.database);
  await store.setProtected(protectedEnvironments);
  const readModel = new ArgocdReadModel({ instances, logger, naming });
  const services = new ServiceResolver({
    auth,
    catalog,
    origins: ServiceOrigins.fromConfig(config, { resolvePath: resolve }),
  });
  const signals = createSignals({ ...options, delayMs: BATCH_DELAY_MS });
  const expectations = new ApplicationExpectations({
    patterns: applications,
    readModel,
  });
  const fleet = new FleetIndex({
    expectations,
    productionEnvironments,
    promotions: store,
    readModel,
    recent: await RecentReleases.create(options.database),
    services,
  });
  const emergencies = await EmergencyRollbackStore.create(options.database);
  const lines = await LineStore.create(options.database);
  const recorder = await createDeployments({
    ...options,
    services,
    readModel,
    promotions: store,
    releaseFile,
    settleMs,
    retentionMs: deploymentRetentionMs,
    emergencies,
  });
  const deployments = await DeploymentStore.create(options.database);
  const prometheus = new PrometheusInstances(readPrometheusConfig(config));
  const slaReader = new MeasuredSlaReader({ prometheus, logger });
  const authors = new CommitAuthors(config, { auth, catalog });
  const promotions = createPromotions({
    ...options,
    deployments,
    emergencies,
    delayMs: BATCH_DELAY_MS,
    lines,
    gates: [...createBuiltInGates({ floatingTags }), ...options.gates],
    overrideLimits: readOverrideConfig(config),
    policyRules: readPolicyConfig(config),
    protectedEnvironments,
    portalUrl: config.getString('app.baseUrl'),
    pullRequests: readPullRequestConfig(config),
    readModel,
    releaseFile,
    reviewers: new OwnerReviewers({ auth, catalog, services }),
    reviews: new HostReviews({ auth, authors, catalog, deployments }),
    renderers: kustomize ? [createKustomizeRenderer(kustomize)] : [],
    services,
    settleMs,
    sourceOwners: config.getOptionalStringArray('delivery.sourceOwners') ?? [],
    store,
    world: createWorldFacts({
      ...options,
      lines,
      prometheus,
      readModel,
      services,
      sla: slaReader,
    }),
    onChange: entityRef => {
      const { name } = parseEntityRef(entityRef);
      fleet.addServices([name]);
      signals.addServices([name]);
      recorder.add([name]);
    },
  });
  const emergency = createEmergency({
    ...options,
    delayMs: BATCH_DELAY_MS,
    deployments,
    opening: toRollbackOpening(promotions.opener),
    readModel,
    releaseFile,
    services,
    store: emergencies,
    onChange: entityRef =>
      signals.addServices([parseEntityRef(entityRef).name]),
  });
  readModel.subscribe({
    onChanges: changes => {
      const changed = changedServices(changes);
      fleet.addServices(changed);
      signals.addServices(changed);
      promotions.changes.addServices(changed);
      emergency.changes.addServices(changed);
      recorder.onChanges(changes);
    },
    onProof: service => {
      fleet.addServices([service]);
      signals.addServices([service]);
      promotions.changes.addServices([service]);
    },
    onReachability: () => {
      fleet.addEverything();
      signals.addEverything();
      promotions.changes.addEverything();
      emergency.changes.addEverything();
    },
  });
  const resources = new EnvironmentResources({
    approved: new ApprovedEnvironments({ store }),
    services,
    protectedEnvironments,
  });
  const histories = new EnvironmentHistories({ deployments, emergencies });
  const gitReleases = new GitReleases({ ...options, releaseFile });
  const delivery = new Delivery({
    auth,
    authors,
    catalog,
    deployments,
    histories,
    hosts: options.hosts,
    gitReleases,
    expectations,
    approver: promotions.approver,
    opener: promotions.opener,
    overrider: promotions.overrider,
    overrideRules: promotions.overrideRules,
    policies: promotions.policies,
    readModel,
    services,
    store,
    sync: new SyncService({ readModel }),
    userInfo: options.userInfo,
  });
  const warnings = createRollbackWarnings({
    ...options,
    deployments,
    promotions: store,
  });
  const { off, releaseManagers } = readNotificationConfig(config);
  const notifier = new PromotionNotifier({
    ...options,
    notices: await NoticeStore.create(options.database),
    off,
    recipients: new NoticeRecipients({
      ...options,
      deployments,
      releaseManagers,
      services,
    }),
  });
  const automatic = new AutomaticRollbacks({
    ...options,
    environments: readRollbackConfig(config).automatic,
    histories,
    onOpened: rollback => {
      notifier.tell(rollback);
    },
    opener: promotions.opener,
    services,
    store,
    warnings,
  });
  promotions.reconciler.subscribe(record => {
    notifier.tell(record);
    automatic.consider(record);
  });
  const automaticPromotions = new AutomaticPromotions({
    ...options,
    deployments,
    lines,
    onOpened: promotion => {
      notifier.tell(promotion);
    },
    opener: promotions.opener,
    policies: promotions.policies,
    services,
    store,
  });
  recorder.subscribe(service => {
    automaticPromotions.consider(service);
  });
  const rollbacks = createRollbacks({
    ...options,
    authors,
    deployments,
    emergency: emergency.rollbacks,
    gitReleases,
    opener: promotions.opener,
    promotions: store,
    releaseFile,
    services,
    warnings,
  });
  const trains = new TrainRunner({
    ...options,
    mode: readTrainConfig(config),
    opener: promotions.opener,
    promotions: store,
    shared: new SharedOpener({ opener: promotions.opener, store }),
    trains: await TrainStore.create(options.database),
  });
  const history = await createHistory({
    ...options,
    productionEnvironments,
    services,
  });

  const onDemand = createResources({
    ...options,
    gitReleases,
    readModel,
    services,
  });

  return {
    reconciler: promotions.reconciler,
    automaticPromotions,
    emergencies: emergency.reconciler,
    recorder,
    apis: createDeliveryApi(
      {
        delivery,
        fleet: { index: fleet, productionEnvironments, readModel },
        history,
        rollbacks,
        line: new LineSwitch({
          auth,
          store: lines,
          onChange() {
            signals.addEverything();
            promotions.changes.addEverything();
          },
        }),
        overview: new Overview({ store }),
        sla: new Sla({ productionEnvironments, reader: slaReader, services }),
        emergency: new Emergency({
          auth,
          authors,
          catalog,
          rollbacks: emergency.rollbacks,
          rollouts: new RolloutActions({
            readModel,
            lock: await DatabaseLock.create(options.database),
            onChange: onDemand.forget,
          }),
          services,
        }),
        resources: onDemand.resources,
        trains: {
          auth,
          authors,
          catalog,
          opener: promotions.opener,
          runner: trains,
        },
      },
      { ...options, automation, resources, services },
    ),
    previewsPerMinute,
    resources,
    start: () => readModel.start(),
    async stop() {
      signals.stop();
      promotions.stop();
      await trains.stop();
      emergency.stop();
      await recorder.stop();
      await prometheus.stop();
      await readModel.stop();
    },
  };
}
