import type { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  PromotionPreview,
  ServiceDelivery,
  ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import { CommitAuthors } from '@stonegarden/backstage-plugin-delivery-node';
import type { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import type { Knex } from 'knex';
import { Delivery } from '../../api/Delivery';
import { SyncService } from '../../argocd/actions/SyncService';
import type { ArgocdApi } from '../../argocd/client/ArgocdApi';
import { ArgocdReadModel } from '../../argocd/readModel/ArgocdReadModel';
import type { Sleep } from '../../argocd/readModel/sleep';
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

const PROTECTED = ['production'];
/** Who promotes, and may not approve; who approves. */
export const REQUESTER = 'user:default/ada';
export const APPROVER = 'user:default/rita';

const refOf = (service: ServiceName) => `component:default/${service}`;

/** The environment before another, from which it is promoted to. */
export const sourceOf = ({ environment }: Pick<Place, 'environment'>) =>
  ENVIRONMENTS[ENVIRONMENTS.indexOf(environment) - 1];

/** The parts of delivery-backend that say something, without HTTP and timers. */
export class Portal {
  readonly #model: ArgocdReadModel;
  readonly #promotions: Promotions;
  readonly #delivery: Delivery;
  readonly #store: PromotionStore;
  readonly #resolve: (service: ServiceName) => ResolvedService;

  static async start(options: {
    knex: Knex;
    git: FakeGitHost;
    argocd: ArgocdApi;
    entity(service: ServiceName): ServiceEntity;
    logger: LoggerService;
    sleep: Sleep;
  }): Promise<Portal> {
    const store = await PromotionStore.create(
      mockServices.database.mock({ getClient: async () => options.knex }),
    );
    return new Portal(options, store);
  }

  private constructor(
    options: Parameters<typeof Portal.start>[0],
    store: PromotionStore,
  ) {
    const { git, logger } = options;
    const releaseFile = kustomizeReleaseFile;
    this.#store = store;
    this.#model = new ArgocdReadModel({
      instances: [{ name: 'homelab', url: 'http://argocd', token: 'secret' }],
      logger,
      createApi: () => options.argocd,
      sleep: options.sleep,
      timing: { relistMs: 1_000, shortListMs: 1_000, longestBackOffMs: 10 },
    });
    this.#resolve = service => {
      const entity = options.entity(service);
      return {
        entityRef: refOf(service),
        name: service,
        entity,
        environments: entity.spec.environments ?? [],
      };
    };
    const services = {
      resolve: async (entityRef: string) => {
        const name = SERVICES.find(service => refOf(service) === entityRef);
        if (!name) {
          throw new NotFoundError(entityRef);
        }
        return this.#resolve(name);
      },
    } as ServiceResolver;
    this.#promotions = createPromotions({
      auditor: mockServices.auditor.mock(),
      delayMs: 1_000_000,
      deployments: { get: async () => undefined },
      emergencies: { listActive: async () => [] },
      gates: createBuiltInGates({ floatingTags: ['latest'] }),
      hosts: git.hosts,
      logger,
      portalUrl: 'https://portal.example',
      protectedEnvironments: PROTECTED,
      readModel: this.#model,
      releaseFile,
      services,
      settleMs: 0,
      store,
      onChange: () => {},
    });
    const auth = mockServices.auth();
    const catalog = catalogServiceMock();
    this.#delivery = new Delivery({
      auth,
      authors: new CommitAuthors(mockServices.rootConfig(), { auth, catalog }),
      catalog,
      histories: new EnvironmentHistories({
        deployments: { latest: async () => [] },
        emergencies: { listActive: async () => [] },
      }),
      expectations: new ApplicationExpectations({
        patterns: { name: '{service}-{environment}', project: undefined },
        readModel: this.#model,
      }),
      hosts: git.hosts,
      gitReleases: new GitReleases({ hosts: git.hosts, releaseFile, logger }),
      approver: this.#promotions.approver,
      opener: this.#promotions.opener,
      protectedEnvironments: PROTECTED,
      readModel: this.#model,
      services,
      store,
      sync: new SyncService({ readModel: this.#model }),
    });
    this.#model.start();
  }

  async stop(): Promise<void> {
    this.#promotions.stop();
    await this.#model.stop();
  }

  idle(): Promise<void> {
    return this.#model.idle();
  }

  view(service: ServiceName): Promise<ServiceDelivery> {
    return this.#delivery.getService(refOf(service));
  }

  promotionsOf(service: ServiceName): Promise<PromotionRecord[]> {
    return this.#store.list(refOf(service));
  }

  async reconcile(): Promise<void> {
    await this.#promotions.reconciler.reconcileAll({
      trigger: 'pull-request',
    });
  }

  /** Undefined when the Git host does not answer. */
  async preview(place: Place): Promise<PromotionPreview | undefined> {
    const from = sourceOf(place);
    try {
      return await this.#promotions.opener.preview(
        this.#resolve(place.service),
        { from, to: place.environment },
        { ref: REQUESTER, mayApprove: false },
      );
    } catch {
      return undefined;
    }
  }

  /** Does nothing for the first environment, or when the portal refuses. */
  async promote(place: Place): Promise<void> {
    const from = sourceOf(place);
    if (!from) {
      return;
    }
    try {
      await this.#promotions.opener.open(
        this.#resolve(place.service),
        { from, to: place.environment },
        { ref: REQUESTER, mayApprove: false },
      );
    } catch {
      // What it said is part of the preview.
    }
  }
}
