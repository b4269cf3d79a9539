import type { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  Deployment,
  PromotionPreview,
  RollbackScope,
  RolloutAction,
  ServiceDelivery,
  ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { CommitAuthors } from '@stonegarden/backstage-plugin-delivery-node';
import type { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import type { Knex } from 'knex';
import { MARKS } from '../../__testUtils__/pullRequestMarks';
import { Delivery } from '../../api/Delivery';
import { DatabaseLock } from '../../database/DatabaseLock';
import { RolloutActions } from '../../argocd/actions/RolloutActions';
import { SyncService } from '../../argocd/actions/SyncService';
import type { ArgocdApi } from '../../argocd/client/ArgocdApi';
import { ArgocdReadModel } from '../../argocd/readModel/ArgocdReadModel';
import type { Sleep } from '../../argocd/readModel/sleep';
import { createDeployments } from '../../deployments/createDeployments';
import type { DeploymentRow } from '../../deployments/DeploymentRow';
import type { DeploymentRecorder } from '../../deployments/DeploymentRecorder';
import { DeploymentStore } from '../../deployments/DeploymentStore';
import { createEmergency, Emergency } from '../../emergency/createEmergency';
import type { EmergencyRollbackRecord } from '../../emergency/EmergencyRollbackRecord';
import { EmergencyRollbackStore } from '../../emergency/EmergencyRollbackStore';
import { toRollbackOpening } from '../../emergency/RollbackOpening';
import { ApplicationExpectations } from '../../environments/ApplicationExpectations';
import { createBuiltInGates } from '../../gates/createBuiltInGates';
import {
  createPromotions,
  Promotions,
} from '../../promotions/createPromotions';
import type { PromotionRecord } from '../../promotions/PromotionRecord';
import { PromotionStore } from '../../promotions/PromotionStore';
import { GitReleases } from '../../releases/GitReleases';
import { EnvironmentHistories } from '../../rollbacks/EnvironmentHistories';
import { kustomizeReleaseFile } from '../../releases/kustomizeReleaseFile';
import type {
  ResolvedService,
  ServiceResolver,
} from '../../services/ServiceResolver';
import { ENVIRONMENTS, Place, ServiceName, SERVICES } from './steps';
import { quietWorld, runningLine } from '../../__testUtils__/quietWorld';

const PROTECTED = ['production'];
/** Who promotes, and may not approve; who approves. */
export const REQUESTER = 'user:default/ada';
export const APPROVER = 'user:default/rita';

const refOf = (service: ServiceName) => `component:default/${service}`;

const nameOf = (entityRef: string) =>
  SERVICES.filter(service => refOf(service) === entityRef).join();

type Catalog = Pick<PortalOptions, 'entity'>;

function resolve({ entity }: Catalog, service: ServiceName): ResolvedService {
  const read = entity(service);
  return {
    entityRef: refOf(service),
    name: service,
    entity: read,
    environments: read.spec.environments ?? [],
  };
}

function createServices(catalog: Catalog): ServiceResolver {
  const find = async (entityRef: string) => {
    const name = SERVICES.find(service => refOf(service) === entityRef);
    if (!name) {
      throw new NotFoundError(entityRef);
    }
    return resolve(catalog, name);
  };
  return {
    resolve: find,
    resolveMany: (entityRefs: string[]) => Promise.all(entityRefs.map(find)),
  } as ServiceResolver;
}

function createAuditor() {
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockResolvedValue({
    success: async () => {},
    fail: async () => {},
  });
  return auditor;
}

/** Undefined when the portal refuses: why is part of what it says. */
async function attempt<T>(task: () => Promise<T>): Promise<T | undefined> {
  try {
    return await task();
  } catch {
    return undefined;
  }
}

/** The environment before another, from which it is promoted to. */
export const sourceOf = ({ environment }: Pick<Place, 'environment'>) =>
  ENVIRONMENTS[ENVIRONMENTS.indexOf(environment) - 1];

/** A Deployment with its last sync, which only the table tells. */
export type RecordedDeployment = Deployment & {
  lastAt: string;
  lastRevision: string;
};

interface PortalOptions {
  knex: Knex;
  git: FakeGitHost;
  argocd: ArgocdApi;
  entity(service: ServiceName): ServiceEntity;
  logger: LoggerService;
  sleep: Sleep;
}

interface Stores {
  promotions: PromotionStore;
  deployments: DeploymentStore;
  emergencies: EmergencyRollbackStore;
}

/** The parts of delivery-backend that say something, without HTTP and timers, put together as createDelivery does. */
export class Portal {
  readonly #options: PortalOptions;
  readonly #stores: Stores;
  readonly #model: ArgocdReadModel;
  readonly #promotions: Promotions;
  readonly #emergency: Emergency;
  readonly #recorder: DeploymentRecorder;
  readonly #delivery: Delivery;
  readonly #rollouts: RolloutActions;

  static async start(options: PortalOptions): Promise<Portal> {
    const { git, logger } = options;
    const database = mockServices.database.mock({
      getClient: async () => options.knex,
      // The tables are there.
      migrations: { skip: true },
    });
    const stores = {
      promotions: await PromotionStore.create(database),
      deployments: await DeploymentStore.create(database),
      emergencies: await EmergencyRollbackStore.create(database),
    };
    const model = new ArgocdReadModel({
      instances: [{ name: 'homelab', url: 'http://argocd', token: 'secret' }],
      logger,
      createApi: () => options.argocd,
      sleep: options.sleep,
      timing: {
        relistMs: 1_000,
        shortListMs: 1_000,
        longestBackOffMs: 10,
        // Never: it would come by the time that the test takes.
        silenceMs: 3_600_000,
      },
    });
    const recorder = await createDeployments({
      database,
      hosts: git.hosts,
      logger,
      promotions: stores.promotions,
      readModel: model,
      releaseFile: kustomizeReleaseFile,
      services: createServices(options),
      settleMs: 0,
      retentionMs: 400 * 24 * 3_600_000,
      emergencies: stores.emergencies,
    });
    return new Portal(options, stores, model, recorder);
  }

  private constructor(
    options: PortalOptions,
    stores: Stores,
    model: ArgocdReadModel,
    recorder: DeploymentRecorder,
  ) {
    const { git, logger } = options;
    const { promotions: store, deployments, emergencies } = stores;
    const auditor = createAuditor();
    const releaseFile = kustomizeReleaseFile;
    const services = createServices(options);
    this.#options = options;
    this.#stores = stores;
    this.#model = model;
    this.#recorder = recorder;
    this.#promotions = createPromotions({
      // The clock stands still meanwhile.
      patience: { tries: 40, pauseMs: 1 },
      world: quietWorld,
      lines: runningLine,
      pullRequests: MARKS.pullRequests,
      reviewers: MARKS.reviewers,
      auditor,
      delayMs: 1_000_000,
      deployments,
      emergencies,
      gates: createBuiltInGates({ floatingTags: ['latest'] }),
      hosts: git.hosts,
      logger,
      portalUrl: 'https://portal.example',
      protectedEnvironments: PROTECTED,
      readModel: model,
      releaseFile,
      services,
      settleMs: 0,
      store,
      onChange: entityRef => recorder.add([nameOf(entityRef)]),
    });
    this.#emergency = createEmergency({
      auditor,
      delayMs: 1_000_000,
      deployments,
      hosts: git.hosts,
      logger,
      opening: toRollbackOpening(this.#promotions.opener),
      readModel: model,
      releaseFile,
      services,
      store: emergencies,
      onChange: () => {},
    });
    model.subscribe({
      onChanges: changes => recorder.onChanges(changes),
      onProof: () => {},
      onReachability: () => {},
    });
    const auth = mockServices.auth();
    const catalog = catalogServiceMock();
    this.#delivery = new Delivery({
      auth,
      authors: new CommitAuthors(mockServices.rootConfig(), { auth, catalog }),
      catalog,
      deployments,
      histories: new EnvironmentHistories({ deployments, emergencies }),
      expectations: new ApplicationExpectations({
        patterns: { name: '{service}-{environment}', project: undefined },
        readModel: model,
      }),
      hosts: git.hosts,
      gitReleases: new GitReleases({ hosts: git.hosts, releaseFile, logger }),
      approver: this.#promotions.approver,
      opener: this.#promotions.opener,
      overrider: this.#promotions.overrider,
      overrideRules: this.#promotions.overrideRules,
      policies: this.#promotions.policies,
      readModel: model,
      services,
      store,
      sync: new SyncService({ readModel: model }),
      userInfo: mockServices.userInfo(),
    });
    this.#rollouts = new RolloutActions({
      readModel: model,
      lock: new DatabaseLock(options.knex),
    });
    model.start();
  }

  async stop(): Promise<void> {
    this.#promotions.stop();
    this.#emergency.stop();
    await this.#recorder.stop();
    await this.#model.stop();
  }

  async idle(): Promise<void> {
    await this.#model.idle();
    await this.#recorder.idle();
  }

  view(service: ServiceName): Promise<ServiceDelivery> {
    return this.#delivery.getService(refOf(service));
  }

  promotionsOf(service: ServiceName): Promise<PromotionRecord[]> {
    return this.#stores.promotions.list(refOf(service));
  }

  emergenciesOf(service: ServiceName): Promise<EmergencyRollbackRecord[]> {
    return this.#stores.emergencies.list(refOf(service));
  }

  /** All that is recorded of a service, oldest first. */
  async deploymentsOf(service: ServiceName): Promise<RecordedDeployment[]> {
    const entityRef = refOf(service);
    const [deployments, rows] = await Promise.all([
      this.#stores.deployments.list({ entityRef, limit: 1_000 }),
      this.#options.knex<DeploymentRow>('deployments').where({
        entity_ref: entityRef,
      }),
    ]);
    return deployments.reverse().flatMap(deployment => {
      const row = rows.find(({ id }) => id === deployment.id);
      return row
        ? [
            {
              ...deployment,
              lastAt: row.last_synced_at,
              lastRevision: row.last_revision,
            },
          ]
        : [];
    });
  }

  /** What the scheduler does each minute, and the recorder where it has failed before. */
  async reconcile({ hasFailed }: { hasFailed: boolean }): Promise<void> {
    await this.#promotions.reconciler.reconcileAll({
      trigger: 'pull-request',
    });
    await this.#emergency.reconciler.reconcileAll();
    if (hasFailed) {
      this.#recorder.add(SERVICES);
    }
    await this.#recorder.idle();
  }

  /** Undefined when the Git host does not answer. */
  async preview(place: Place): Promise<PromotionPreview | undefined> {
    const from = sourceOf(place);
    try {
      return await this.#promotions.opener.preview(
        resolve(this.#options, place.service),
        { from, to: place.environment },
        { ref: REQUESTER, mayApprove: false },
      );
    } catch {
      return undefined;
    }
  }

  /** Does nothing for the first environment, or when the portal refuses. */
  async promote(place: Place, reason?: string): Promise<void> {
    const from = sourceOf(place);
    if (from) {
      await attempt(() =>
        this.#promotions.opener.open(
          resolve(this.#options, place.service),
          { from, to: place.environment, ...(reason ? { reason } : {}) },
          { ref: REQUESTER, mayApprove: false },
        ),
      );
    }
  }

  /** Opens the pull request of a rollback to one of the earlier deployments. */
  async rollBack(
    { service, environment }: Place,
    { pick, scope }: { pick: number; scope: RollbackScope },
  ): Promise<void> {
    const deployment = await this.#earlier({ service, environment }, pick);
    if (deployment) {
      await attempt(() =>
        this.#promotions.opener.open(
          resolve(this.#options, service),
          {
            from: environment,
            to: environment,
            reason: 'It is broken',
            rollback: { deployment, scope },
          },
          { ref: REQUESTER, mayApprove: false },
        ),
      );
    }
  }

  /** Has Argo CD go back past Git; undefined when the portal, or Argo CD, refuses. */
  async rollBackAtOnce(
    { service, environment }: Place,
    pick: number,
  ): Promise<EmergencyRollbackRecord | undefined> {
    const deployment = await this.#earlier({ service, environment }, pick);
    const done =
      deployment &&
      (await attempt(() =>
        this.#emergency.rollbacks.request(
          resolve(this.#options, service),
          environment,
          { deployment: deployment.id, reason: 'Nobody can pay' },
          { ref: APPROVER, mayApprove: true },
        ),
      ));
    if (done) {
      // The request does not wait for the pull request.
      await this.#emergency.reconciler.reconcile(done.rollback.id);
    }
    return done?.created ? done.rollback : undefined;
  }

  async actOnCanary(place: Place, action: RolloutAction): Promise<void> {
    await attempt(() =>
      this.#rollouts.run(
        resolve(this.#options, place.service),
        place.environment,
        { action },
      ),
    );
  }

  async #earlier(
    { service, environment }: Place,
    pick: number,
  ): Promise<Deployment | undefined> {
    const [, ...earlier] = await this.#stores.deployments.list({
      entityRef: refOf(service),
      environment,
      limit: 10,
    });
    return earlier[pick % Math.max(earlier.length, 1)];
  }
}
