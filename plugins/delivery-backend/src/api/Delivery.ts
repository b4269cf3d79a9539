import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ApprovalRequest,
  deriveTransitions,
  InstanceStatus,
  OpenOverrideRequest,
  OperationStatus,
  OrphanedService,
  Promotion,
  PromotionFiles,
  PromotionPreview,
  PromotionRequest,
  ServiceDelivery,
  ServiceDeliverySummary,
  summarizeDelivery,
  SyncRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  CommitAuthors,
  GitHosts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { predecessorsOf } from '@stonegarden/service-manifest';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import type { ApplicationExpectations } from '../environments/ApplicationExpectations';
import { concernedInstances } from '../environments/concernedInstances';
import { deriveEnvironments } from '../environments/deriveEnvironments';
import { findStrayApplications } from '../environments/findStrayApplications';
import type { PromotionPolicies } from '../policy/PromotionPolicies';
import type { Requester } from '../promotions/newPromotion';
import type { OverrideRules } from '../promotions/OverrideRules';
import type {
  Approver,
  PromotionApprover,
} from '../promotions/PromotionApprover';
import type { PromotionOpener } from '../promotions/PromotionOpener';
import type { PromotionOverrider } from '../promotions/PromotionOverrider';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { isApprovalRequired } from '../promotions/tallyApprovals';
import { toPromotion } from '../promotions/toPromotion';
import type { PromotionStore } from '../promotions/PromotionStore';
import { readPullRequestFiles } from '../promotions/readPullRequestFiles';
import type { GitReleases } from '../releases/GitReleases';
import type { EnvironmentHistories } from '../rollbacks/EnvironmentHistories';
import { markRolledBack } from '../rollbacks/markRolledBack';
import { findOrphanedServices } from '../services/findOrphanedServices';
import type {
  ResolvedService,
  ServiceResolver,
} from '../services/ServiceResolver';
import { serviceSourceOf } from '../services/ServiceSource';
import type { SyncService } from '../argocd/actions/SyncService';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { Caller, DeliveryApi } from './DeliveryApi';
import { findChosen } from './findChosen';
import { findApprover } from './findApprover';
import { findRequester, requesterOf } from './findRequester';

const APPROVING =
  'Only people approve promotions. Sign in, and approve it on the page of the service.';
const OVERRIDING =
  'Only people override gates. Sign in, and override them on the page of the service.';

/** What service delivery does, without asking who may: that is the job of `AuthorizedDelivery` around it. */
export class Delivery implements DeliveryApi {
  readonly #approver: PromotionApprover;
  readonly #auth: AuthService;
  readonly #authors: CommitAuthors;
  readonly #catalog: CatalogService;
  readonly #deployments: Pick<DeploymentStore, 'get'>;
  readonly #gitReleases: GitReleases;
  readonly #expectations: ApplicationExpectations;
  readonly #histories: EnvironmentHistories;
  readonly #hosts: GitHosts;
  readonly #opener: PromotionOpener;
  readonly #overrider: PromotionOverrider;
  readonly #overrideRules: OverrideRules;
  readonly #policies: Pick<PromotionPolicies, 'of'>;
  readonly #readModel: ArgocdReadModel;
  readonly #services: ServiceResolver;
  readonly #store: PromotionStore;
  readonly #sync: SyncService;
  readonly #userInfo: UserInfoService;

  constructor(options: {
    approver: PromotionApprover;
    auth: AuthService;
    authors: CommitAuthors;
    catalog: CatalogService;
    deployments: Pick<DeploymentStore, 'get'>;
    gitReleases: GitReleases;
    expectations: ApplicationExpectations;
    histories: EnvironmentHistories;
    hosts: GitHosts;
    opener: PromotionOpener;
    overrider: PromotionOverrider;
    overrideRules: OverrideRules;
    policies: Pick<PromotionPolicies, 'of'>;
    readModel: ArgocdReadModel;
    services: ServiceResolver;
    store: PromotionStore;
    sync: SyncService;
    userInfo: UserInfoService;
  }) {
    this.#approver = options.approver;
    this.#auth = options.auth;
    this.#authors = options.authors;
    this.#catalog = options.catalog;
    this.#deployments = options.deployments;
    this.#gitReleases = options.gitReleases;
    this.#expectations = options.expectations;
    this.#histories = options.histories;
    this.#hosts = options.hosts;
    this.#opener = options.opener;
    this.#overrider = options.overrider;
    this.#overrideRules = options.overrideRules;
    this.#policies = options.policies;
    this.#readModel = options.readModel;
    this.#services = options.services;
    this.#store = options.store;
    this.#sync = options.sync;
    this.#userInfo = options.userInfo;
  }

  /** `permissions` holds what makes sense at all: nothing is promoted to the first environment, and approvals are where the policy asks for them. */
  async getService(entityRef: string): Promise<ServiceDelivery> {
    const service = await this.#services.resolve(entityRef);
    const promotions = await this.#store.list(service.entityRef);
    const git = await this.#gitReleases.read(service, promotions);
    const environments = this.#environments(service).map(environment => ({
      ...environment,
      git: git.get(environment.name),
    }));
    const names = environments.map(({ name }) => name);
    const targets = names.filter(
      name => predecessorsOf(environments, name).length > 0,
    );
    const { histories, deployments } = await this.#histories.read(
      service,
      promotions,
    );
    const withRollout = environments
      .filter(({ rollout, canary }) => rollout || canary)
      .map(({ name }) => name);
    return {
      entityRef: service.entityRef,
      environments,
      transitions: markRolledBack(
        deriveTransitions(environments, promotions.map(toPromotion)),
        { environments, promotions, deployments },
      ),
      histories,
      instances: concernedInstances(
        environments,
        this.#readModel.instances,
      ).map(({ status }) => status),
      strayApplications: findStrayApplications(service, this.#readModel),
      permissions: {
        promote: targets,
        sync: names,
        approve: targets.filter(name =>
          isApprovalRequired(this.#policies.of(service, name).approvals),
        ),
        override: targets,
        rollback: names,
        emergencyRollback: names,
        rollout: withRollout,
        rolloutBypass: withRollout,
        logs: names,
      },
      overrideLimits: this.#overrideRules.limits,
      generatedAt: new Date().toISOString(),
    };
  }

  async previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    caller: Caller,
  ): Promise<PromotionPreview> {
    const service = await this.#services.resolve(entityRef);
    return this.#opener.preview(
      service,
      await findChosen(service, request, caller, this.#deployments),
      {
        ...requesterOf(caller, { auth: this.#auth }),
        mayOverride:
          caller.mayOverride === true &&
          this.#auth.isPrincipal(caller.credentials, 'user'),
      },
    );
  }

  async openPromotion(
    entityRef: string,
    request: PromotionRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const service = await this.#services.resolve(entityRef);
    const { override, ...asked } = request;
    if (override) {
      this.#requirePerson(caller.credentials, OVERRIDING);
    }
    const [requested, requester] = await Promise.all([
      findChosen(service, asked, caller, this.#deployments),
      this.#requester(caller),
    ]);
    const opened = await this.#opener.open(
      service,
      {
        ...requested,
        ...(override
          ? {
              overrides: [
                this.#overrideRules.toOverride(override, requester.ref),
              ],
            }
          : {}),
      },
      requester,
    );
    return { ...opened, promotion: toPromotion(opened.promotion) };
  }

  async listPromotions(entityRef: string): Promise<Promotion[]> {
    const service = await this.#services.resolve(entityRef);
    const records = await this.#store.list(service.entityRef);
    return records.map(toPromotion);
  }

  async getPromotion(id: string): Promise<Promotion> {
    return toPromotion(await this.#promotion(id));
  }

  async getPromotionFiles(id: string): Promise<PromotionFiles> {
    return readPullRequestFiles(await this.#promotion(id), this.#hosts);
  }

  async renewPromotion(
    id: string,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const record = await this.#promotion(id);
    const service = await this.#services.resolve(record.entityRef);
    const requester = await this.#requester(caller);
    const renewed = await this.#opener.renew(service, record, requester);
    return { ...renewed, promotion: toPromotion(renewed.promotion) };
  }

  async approvePromotion(
    id: string,
    request: ApprovalRequest,
    { credentials }: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const approved = await this.#approver.approve(
      await this.#promotion(id),
      request,
      await this.#person(credentials, APPROVING),
    );
    return { ...approved, promotion: toPromotion(approved.promotion) };
  }

  async overridePromotion(
    id: string,
    request: OpenOverrideRequest,
    { credentials }: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const overridden = await this.#overrider.override(
      await this.#promotion(id),
      request,
      await this.#person(credentials, OVERRIDING),
    );
    return { ...overridden, promotion: toPromotion(overridden.promotion) };
  }

  async sync(
    entityRef: string,
    environment: string,
    request: SyncRequest,
  ): Promise<OperationStatus> {
    const service = await this.#services.resolve(entityRef);
    return this.#sync.sync(service, environment, request);
  }

  async summarize(
    entityRefs: string[],
  ): Promise<Array<ServiceDeliverySummary | null>> {
    const services = await this.#services.resolveMany(entityRefs);
    return services.map(service =>
      service
        ? summarizeDelivery(service.entityRef, this.#environments(service))
        : null,
    );
  }

  async orphanedServices(): Promise<OrphanedService[]> {
    return findOrphanedServices({
      readModel: this.#readModel,
      services: this.#services,
    });
  }

  instances(): InstanceStatus[] {
    return this.#readModel.instances.map(({ status }) => status);
  }

  async #promotion(id: string): Promise<PromotionRecord> {
    const record = await this.#store.get(id);
    if (!record) {
      throw new NotFoundError(`There is no promotion ${id}`);
    }
    return record;
  }

  /** What people answer for is done by nobody else. */
  #requirePerson(
    credentials: BackstageCredentials,
    refusal: string,
  ): BackstageCredentials<BackstageUserPrincipal> {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(refusal);
    }
    return credentials;
  }

  #person(
    credentials: BackstageCredentials,
    refusal: string,
  ): Promise<Approver> {
    return findApprover(this.#requirePerson(credentials, refusal), {
      auth: this.#auth,
      catalog: this.#catalog,
      userInfo: this.#userInfo,
    });
  }

  #requester(caller: Caller): Promise<Requester> {
    return findRequester(caller, {
      auth: this.#auth,
      authors: this.#authors,
      catalog: this.#catalog,
    });
  }

  #environments(service: ResolvedService) {
    this.#expectations.expect(service);
    return deriveEnvironments(
      { ...service, source: serviceSourceOf(service.entity) },
      this.#readModel,
    );
  }
}
