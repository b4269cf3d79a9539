import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  ApprovalRequest,
  deliveryEnvironmentReadPermission,
  deliveryPromotionApprovePermission,
  deliveryPromotionCreatePermission,
  deliverySyncCreatePermission,
  InstanceStatus,
  OperationStatus,
  OrphanedService,
  Promotion,
  PromotionFiles,
  PromotionPreview,
  PromotionRequest,
  ServiceDelivery,
  ServiceDeliverySummary,
  SyncRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  environmentOf,
  ResolvedService,
  ServiceResolver,
} from '../services/ServiceResolver';
import { AUTOMATION } from '../config/readAutomation';
import { serviceRefOf } from '../services/findOrphanedServices';
import type { Authorizer } from './Authorizer';
import type { CallerRights } from './CallerRights';
import type { Caller, DeliveryApi } from './DeliveryApi';
import {
  hideEnvironments,
  hideEnvironmentsOfSummary,
} from './hideEnvironments';

/** A service that the caller sees in the catalog, and what the caller may do with it. */
interface Access {
  service: ResolvedService;
  rights: CallerRights;
}

const READ = deliveryEnvironmentReadPermission;
const APPROVE = deliveryPromotionApprovePermission;
const PROMOTE = deliveryPromotionCreatePermission;
const SYNC = deliverySyncCreatePermission;

/**
 * Checks the caller's rights: before anything is done, and before anything that was read is given away. Of a service whose
 * environments the caller may see only in part, the others are hidden.
 */
export class AuthorizedDelivery implements DeliveryApi {
  readonly #inner: DeliveryApi;
  readonly #authorizer: Authorizer;
  readonly #services: ServiceResolver;

  constructor(
    inner: DeliveryApi,
    options: { authorizer: Authorizer; services: ServiceResolver },
  ) {
    this.#inner = inner;
    this.#authorizer = options.authorizer;
    this.#services = options.services;
  }

  async getService(
    entityRef: string,
    caller: Caller,
  ): Promise<ServiceDelivery> {
    const access = await this.#access(entityRef, caller, [
      READ,
      PROMOTE,
      SYNC,
      APPROVE,
    ]);
    this.#requireSome(READ, access);
    const { rights, service } = access;
    const view = await this.#inner.getService(entityRef, caller);
    const allowed = (permission: ResourcePermission, names: string[]) =>
      names.filter(name => rights.allows(permission, service, name));
    return {
      ...hideEnvironments(view, name => !rights.allows(READ, service, name)),
      permissions: {
        promote: allowed(PROMOTE, view.permissions.promote),
        sync: allowed(SYNC, view.permissions.sync),
        approve: allowed(APPROVE, view.permissions.approve),
      },
    };
  }

  async previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    caller: Caller,
  ): Promise<PromotionPreview> {
    const access = await this.#access(entityRef, caller, [READ, APPROVE]);
    this.#require(READ, access, [request.from, request.to]);
    return this.#inner.previewPromotion(
      entityRef,
      request,
      withApproval(caller, access, request.to),
    );
  }

  async openPromotion(
    entityRef: string,
    request: PromotionRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const access = await this.#access(entityRef, caller, [PROMOTE, APPROVE]);
    this.#require(PROMOTE, access, [request.to]);
    return this.#inner.openPromotion(
      entityRef,
      request,
      withApproval(caller, access, request.to),
    );
  }

  async listPromotions(
    entityRef: string,
    caller: Caller,
  ): Promise<Promotion[]> {
    const access = await this.#access(entityRef, caller, [READ]);
    this.#requireSome(READ, access);
    const promotions = await this.#inner.listPromotions(entityRef, caller);
    return promotions.filter(promotion => this.#mayRead(promotion, access));
  }

  async getPromotion(id: string, caller: Caller): Promise<Promotion> {
    const promotion = await this.#promotion(id, caller);
    const access = await this.#access(promotion.entityRef, caller, [READ]);
    if (!this.#mayRead(promotion, access)) {
      throw this.#refusal(READ, access, [promotion.from, promotion.to]);
    }
    return promotion;
  }

  async getPromotionFiles(id: string, caller: Caller): Promise<PromotionFiles> {
    await this.getPromotion(id, caller);
    return this.#inner.getPromotionFiles(id, caller);
  }

  async renewPromotion(
    id: string,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const { entityRef, to } = await this.#promotion(id, caller);
    const access = await this.#access(entityRef, caller, [PROMOTE, APPROVE]);
    this.#require(PROMOTE, access, [to]);
    return this.#inner.renewPromotion(id, withApproval(caller, access, to));
  }

  async approvePromotion(
    id: string,
    request: ApprovalRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const { entityRef, to } = await this.#promotion(id, caller);
    const access = await this.#access(entityRef, caller, [APPROVE]);
    this.#require(APPROVE, access, [to]);
    return this.#inner.approvePromotion(id, request, caller);
  }

  async sync(
    entityRef: string,
    environment: string,
    request: SyncRequest,
    caller: Caller,
  ): Promise<OperationStatus> {
    const access = await this.#access(entityRef, caller, [SYNC]);
    this.#require(SYNC, access, [environment]);
    return this.#inner.sync(entityRef, environment, request, caller);
  }

  async summarize(
    entityRefs: string[],
    caller: Caller,
  ): Promise<Array<ServiceDeliverySummary | null>> {
    const [rights, services, summaries] = await Promise.all([
      this.#authorizer.rightsOf(caller.credentials, [READ], entityRefs),
      this.#services.resolveMany(entityRefs),
      this.#inner.summarize(entityRefs, caller),
    ]);
    const found = services.flatMap(each => (each ? [each.entityRef] : []));
    const visible = await rights.visible(found);
    return summaries.map((summary, index) => {
      const service = services[index];
      if (!summary || !service || !visible.has(service.entityRef)) {
        return null;
      }
      return this.#isHidden(READ, { service, rights })
        ? null
        : hideEnvironmentsOfSummary(
            summary,
            name => !rights.allows(READ, service, name),
          );
    });
  }

  /** Nobody owns what left the catalog: a rule about owners lets nobody see it, other rules are applied as ever. */
  async orphanedServices(caller: Caller): Promise<OrphanedService[]> {
    const orphaned = await this.#inner.orphanedServices(caller);
    const rights = await this.#authorizer.rightsOf(
      caller.credentials,
      [READ],
      orphaned.map(({ name }) => serviceRefOf(name)),
    );
    const visible = await rights.visible(
      orphaned.map(({ name }) => serviceRefOf(name)),
    );
    return orphaned.flatMap(({ name, applications }) => {
      const service = withoutOwner(name);
      const allowed = visible.has(service.entityRef)
        ? applications.filter(({ environment }) =>
            rights.allows(READ, service, environment),
          )
        : [];
      return allowed.length > 0 ? [{ name, applications: allowed }] : [];
    });
  }

  /** Instances belong to no team, so a token for the services of one is not told of them. */
  instances(caller: Caller): InstanceStatus[] {
    this.#authorizer.refuseTokens(caller.credentials, 'list Argo CD instances');
    return this.#inner.instances(caller);
  }

  /** Whoever may do nothing here is not told either which promotions there are. */
  async #promotion(id: string, caller: Caller): Promise<Promotion> {
    this.#authorizer.requireKnown(caller.credentials);
    return this.#inner.getPromotion(id, caller);
  }

  /** Throws the same NotFoundError for what is not there and for what the caller may not see in the catalog. */
  async #access(
    entityRef: string,
    { credentials }: Caller,
    permissions: ResourcePermission[],
  ): Promise<Access> {
    const [rights, resolved] = await Promise.all([
      this.#authorizer.rightsOf(credentials, permissions, [entityRef]),
      this.#services.resolve(entityRef).then(
        service => ({ service }),
        (error: unknown) => ({ error }),
      ),
    ]);
    const visible = await rights.visible([entityRef]);
    if (!visible.has(entityRef)) {
      throw new NotFoundError(`There is no service ${entityRef}`);
    }
    if ('error' in resolved) {
      throw resolved.error;
    }
    return { service: resolved.service, rights };
  }

  /** A promotion tells about the environment it comes from and about the one it goes to. */
  #mayRead(
    { from, to }: Pick<PromotionRequest, 'from' | 'to'>,
    { service, rights }: Access,
  ) {
    return [from, to].every(name => rights.allows(READ, service, name));
  }

  /** Whether nothing of a service is allowed. */
  #isHidden(
    permission: ResourcePermission,
    { service, rights }: Access,
  ): boolean {
    const { environments } = service;
    return environments.length === 0
      ? rights.deniesAll(permission, service)
      : !environments.some(({ name }) =>
          rights.allows(permission, service, name),
        );
  }

  #requireSome(permission: ResourcePermission, access: Access): void {
    if (this.#isHidden(permission, access)) {
      throw this.#refusal(permission, access, []);
    }
  }

  #require(
    permission: ResourcePermission,
    access: Access,
    environments: string[],
  ): void {
    const { service, rights } = access;
    const denied = environments.filter(name => {
      environmentOf(service, name);
      return !rights.allows(permission, service, name);
    });
    if (denied.length > 0) {
      throw this.#refusal(permission, access, denied);
    }
  }

  #refusal(
    { name }: ResourcePermission,
    { service, rights }: Access,
    environments: string[],
  ): NotAllowedError {
    const what = [service.entityRef, environments.join(' and ')]
      .filter(Boolean)
      .join(', environment ');
    if (rights.tokenSubject) {
      return new NotAllowedError(
        `The permission ${name} is needed for ${what}. The token of ${rights.tokenSubject} has what both its accessRestrictions in backend.auth.externalAccess and its entry in ${AUTOMATION} allow.`,
      );
    }
    return new NotAllowedError(
      `The permission ${name} is needed for ${what}. Ask its owner ${service.entity.spec.owner}, or whoever keeps the permission policy.`,
    );
  }
}

/** The caller, with whether they may approve promotions to an environment. */
function withApproval(
  caller: Caller,
  { service, rights }: Access,
  environment: string,
): Caller {
  return {
    ...caller,
    mayApprove: rights.allows(APPROVE, service, environment),
  };
}

/** A service that the catalog does not have, as rules see it. */
function withoutOwner(name: string): ResolvedService {
  return {
    entityRef: serviceRefOf(name),
    name,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name },
      spec: { type: 'service', lifecycle: 'unknown', owner: '' },
    },
    environments: [],
  };
}
