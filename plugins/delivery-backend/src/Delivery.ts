import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  deliveryEnvironmentReadPermission,
  deliveryPromotionCreatePermission,
  deliverySyncCreatePermission,
  deriveTransitions,
  InstanceStatus,
  OperationStatus,
  Promotion,
  PromotionPreview,
  PromotionRequest,
  ServiceDelivery,
  ServiceDeliverySummary,
  summarizeDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Request } from 'express';
import type { ArgocdReadModel } from './argocd/ArgocdReadModel';
import { audited } from './audited';
import { deriveEnvironments } from './environments/deriveEnvironments';
import { instancesFor } from './environments/findApplication';
import type { PromotionOpener, Requester } from './promotions/PromotionOpener';
import { toPromotion } from './promotions/PromotionRecord';
import type { PromotionStore } from './promotions/PromotionStore';
import type {
  ResolvedService,
  ServiceResolver,
} from './services/ServiceResolver';
import type { SyncService } from './sync/SyncService';

/** On whose behalf something is done, and the request it came with, for the audit log. */
export interface Caller {
  credentials: BackstageCredentials;
  request?: Request;
}

/** All that the HTTP API offers: each call checks the caller's rights, and each write leaves an audit event. */
export class Delivery {
  readonly #auditor: AuditorService;
  readonly #auth: AuthService;
  readonly #opener: PromotionOpener;
  readonly #readModel: ArgocdReadModel;
  readonly #resolver: ServiceResolver;
  readonly #store: PromotionStore;
  readonly #sync: SyncService;

  constructor(options: {
    auditor: AuditorService;
    auth: AuthService;
    opener: PromotionOpener;
    readModel: ArgocdReadModel;
    resolver: ServiceResolver;
    store: PromotionStore;
    sync: SyncService;
  }) {
    this.#auditor = options.auditor;
    this.#auth = options.auth;
    this.#opener = options.opener;
    this.#readModel = options.readModel;
    this.#resolver = options.resolver;
    this.#store = options.store;
    this.#sync = options.sync;
  }

  async getService(
    entityRef: string,
    { credentials }: Caller,
  ): Promise<ServiceDelivery> {
    const service = await this.#readable(entityRef, credentials);
    const [promotions, mayPromote, maySync] = await Promise.all([
      this.#store.list(service.entityRef),
      this.#resolver.allows(
        service,
        deliveryPromotionCreatePermission,
        credentials,
      ),
      this.#resolver.allows(service, deliverySyncCreatePermission, credentials),
    ]);
    const environments = this.#environments(service);
    const names = environments.map(({ name }) => name);
    return {
      entityRef: service.entityRef,
      environments,
      transitions: deriveTransitions(environments, promotions.map(toPromotion)),
      instances: this.#instances(service),
      permissions: {
        promote: mayPromote ? names.slice(1) : [],
        sync: maySync ? names : [],
      },
      generatedAt: new Date().toISOString(),
    };
  }

  async previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    { credentials }: Caller,
  ): Promise<PromotionPreview> {
    const service = await this.#readable(entityRef, credentials);
    return this.#opener.preview(service, request);
  }

  async openPromotion(
    entityRef: string,
    promotion: PromotionRequest,
    { credentials, request }: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    return audited(
      this.#auditor,
      {
        eventId: 'promotion-open',
        severityLevel: 'medium',
        request,
        meta: { entityRef, from: promotion.from, to: promotion.to },
      },
      async () => {
        const service = await this.#resolver.resolve(
          entityRef,
          deliveryPromotionCreatePermission,
          credentials,
        );
        const opened = await this.#opener.open(
          service,
          promotion,
          await this.#requester(credentials),
        );
        return { ...opened, promotion: toPromotion(opened.promotion) };
      },
      ({ promotion: { id, pullRequest }, created }) => ({
        promotion: id,
        created,
        pullRequest: pullRequest?.url ?? null,
      }),
    );
  }

  /** Newest first. */
  async listPromotions(
    entityRef: string,
    { credentials }: Caller,
  ): Promise<Promotion[]> {
    const service = await this.#readable(entityRef, credentials);
    const records = await this.#store.list(service.entityRef);
    return records.map(toPromotion);
  }

  async getPromotion(id: string, { credentials }: Caller): Promise<Promotion> {
    const record = await this.#store.get(id);
    if (!record) {
      throw new NotFoundError(`There is no promotion ${id}`);
    }
    await this.#readable(record.entityRef, credentials);
    return toPromotion(record);
  }

  async sync(
    entityRef: string,
    environment: string,
    { credentials, request }: Caller,
  ): Promise<OperationStatus> {
    return audited(
      this.#auditor,
      {
        eventId: 'environment-sync',
        severityLevel: 'medium',
        request,
        meta: { entityRef, environment },
      },
      async () => {
        const service = await this.#resolver.resolve(
          entityRef,
          deliverySyncCreatePermission,
          credentials,
        );
        return this.#sync.sync(service, environment);
      },
      ({ phase }) => ({ phase }),
    );
  }

  /** In the order asked for; null for what is no service or not visible. */
  async summarize(
    entityRefs: string[],
    { credentials }: Caller,
  ): Promise<Array<ServiceDeliverySummary | null>> {
    const services = await this.#resolver.resolveMany(
      entityRefs,
      deliveryEnvironmentReadPermission,
      credentials,
    );
    return services.map(service =>
      service
        ? summarizeDelivery(service.entityRef, this.#environments(service))
        : null,
    );
  }

  instances(): InstanceStatus[] {
    return this.#readModel.instances.map(({ status }) => status);
  }

  #readable(entityRef: string, credentials: BackstageCredentials) {
    return this.#resolver.resolve(
      entityRef,
      deliveryEnvironmentReadPermission,
      credentials,
    );
  }

  #environments(service: ResolvedService) {
    return deriveEnvironments(
      service.environments,
      this.#readModel.find(service.name),
      this.#readModel.instances,
    );
  }

  #instances({ environments }: ResolvedService): InstanceStatus[] {
    const all = this.#readModel.instances;
    const concerned = new Set(
      environments.flatMap(({ cluster }) => instancesFor(cluster, all)),
    );
    return all
      .filter(instance => concerned.has(instance))
      .map(({ status }) => status);
  }

  async #requester(credentials: BackstageCredentials): Promise<Requester> {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      const ref = credentials.principal.userEntityRef;
      return { ref, author: await this.#resolver.author(credentials, ref) };
    }
    return {
      ref: this.#auth.isPrincipal(credentials, 'service')
        ? credentials.principal.subject
        : 'unknown',
    };
  }
}
