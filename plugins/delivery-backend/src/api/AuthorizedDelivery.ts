import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  ApprovalRequest,
  deliveryEnvironmentReadPermission,
  deliveryLogReadPermission,
  deliveryPromotionApprovePermission,
  deliveryPromotionCreatePermission,
  deliveryPromotionOverridePermission,
  deliveryRollbackBypassPermission,
  deliveryRollbackCreatePermission,
  deliveryRolloutBypassPermission,
  deliveryRolloutUpdatePermission,
  deliverySyncCreatePermission,
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
  SyncRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  ResolvedService,
  ServiceResolver,
} from '../services/ServiceResolver';
import { serviceRefOf } from '../services/findOrphanedServices';
import type { Authorizer } from './Authorizer';
import type { Caller, DeliveryApi } from './DeliveryApi';
import {
  hideEnvironments,
  hideEnvironmentsOfSummary,
} from './hideEnvironments';
import {
  environmentsBeside,
  environmentsOfPromotion,
  previewFor,
  promotionFor,
} from './hideFromPromotion';
import { Access, ServiceAccess } from './ServiceAccess';
import { withApproval } from './withApproval';
import { withSight } from './withSight';

const READ = deliveryEnvironmentReadPermission;
const APPROVE = deliveryPromotionApprovePermission;
const OVERRIDE = deliveryPromotionOverridePermission;
const PROMOTE = deliveryPromotionCreatePermission;
const ROLL_BACK = deliveryRollbackCreatePermission;
const BYPASS = deliveryRollbackBypassPermission;
const ROLLOUT = deliveryRolloutUpdatePermission;
const SKIP = deliveryRolloutBypassPermission;
const LOGS = deliveryLogReadPermission;
const SYNC = deliverySyncCreatePermission;

/**
 * Checks the caller's rights: before anything is done, and before anything that was read is given away. Of a service whose
 * environments the caller may see only in part, the others are hidden.
 */
export class AuthorizedDelivery implements DeliveryApi {
  readonly #inner: DeliveryApi;
  readonly #authorizer: Authorizer;
  readonly #access: ServiceAccess;
  readonly #services: ServiceResolver;

  constructor(
    inner: DeliveryApi,
    options: { authorizer: Authorizer; services: ServiceResolver },
  ) {
    this.#inner = inner;
    this.#authorizer = options.authorizer;
    this.#services = options.services;
    this.#access = new ServiceAccess(options);
  }

  async getService(
    entityRef: string,
    caller: Caller,
  ): Promise<ServiceDelivery> {
    const access = await this.#access.of(entityRef, caller, [
      READ,
      PROMOTE,
      ROLL_BACK,
      BYPASS,
      ROLLOUT,
      SKIP,
      SYNC,
      APPROVE,
      OVERRIDE,
      LOGS,
    ]);
    this.#access.requireSome(READ, access);
    const { rights, service } = access;
    const view = await this.#inner.getService(entityRef, caller);
    const allowed = (permission: ResourcePermission, names: string[]) =>
      names.filter(name => rights.allows(permission, service, name));
    const { overrideLimits, ...shown } = view;
    const override = allowed(OVERRIDE, view.permissions.override);
    return {
      ...(override.length > 0 ? { overrideLimits } : {}),
      ...hideEnvironments(shown, name => !rights.allows(READ, service, name)),
      permissions: {
        promote: allowed(PROMOTE, view.permissions.promote),
        sync: allowed(SYNC, view.permissions.sync),
        approve: allowed(APPROVE, view.permissions.approve),
        override,
        rollback: allowed(ROLL_BACK, view.permissions.rollback),
        emergencyRollback: allowed(BYPASS, view.permissions.emergencyRollback),
        rollout: allowed(ROLLOUT, view.permissions.rollout),
        rolloutBypass: allowed(SKIP, view.permissions.rolloutBypass),
        // Whoever may not see an environment does not see its logs either.
        logs: allowed(LOGS, allowed(READ, view.permissions.logs)),
      },
    };
  }

  async previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    caller: Caller,
  ): Promise<PromotionPreview> {
    const access = await this.#access.of(entityRef, caller, [
      READ,
      APPROVE,
      OVERRIDE,
    ]);
    this.#access.require(
      READ,
      access,
      environmentsOfPromotion(access.service, request),
    );
    const preview = await this.#inner.previewPromotion(entityRef, request, {
      ...withSight(withApproval(caller, access, request.to), access),
      mayOverride: access.rights.allows(OVERRIDE, access.service, request.to),
    });
    return previewFor(preview, access);
  }

  async openPromotion(
    entityRef: string,
    request: PromotionRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const access = await this.#access.of(entityRef, caller, [
      PROMOTE,
      APPROVE,
      READ,
      ...(request.override ? [OVERRIDE] : []),
    ]);
    this.#access.require(PROMOTE, access, [request.to]);
    if (request.override) {
      this.#access.require(OVERRIDE, access, [request.to]);
    }
    // A refusal says what the gates say, also of the others that it comes from.
    this.#access.require(
      READ,
      access,
      environmentsBeside(access.service, request),
    );
    return answerFor(
      await this.#inner.openPromotion(
        entityRef,
        request,
        withSight(withApproval(caller, access, request.to), access),
      ),
      access,
    );
  }

  async listPromotions(
    entityRef: string,
    caller: Caller,
  ): Promise<Promotion[]> {
    const access = await this.#access.of(entityRef, caller, [READ]);
    this.#access.requireSome(READ, access);
    const promotions = await this.#inner.listPromotions(entityRef, caller);
    return promotions
      .filter(promotion => this.#mayRead(promotion, access))
      .map(promotion => promotionFor(promotion, access));
  }

  async getPromotion(id: string, caller: Caller): Promise<Promotion> {
    const promotion = await this.#promotion(id, caller);
    const access = await this.#access.of(promotion.entityRef, caller, [READ]);
    if (!this.#mayRead(promotion, access)) {
      throw this.#access.refusal(READ, access, [promotion.from, promotion.to]);
    }
    return promotionFor(promotion, access);
  }

  async getPromotionFiles(id: string, caller: Caller): Promise<PromotionFiles> {
    await this.getPromotion(id, caller);
    return this.#inner.getPromotionFiles(id, caller);
  }

  async renewPromotion(
    id: string,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const promotion = await this.#promotion(id, caller);
    const { entityRef, to, rollback } = promotion;
    const required = rollback ? ROLL_BACK : PROMOTE;
    const access = await this.#access.of(entityRef, caller, [
      required,
      APPROVE,
      READ,
    ]);
    this.#access.require(required, access, [to]);
    if (!rollback) {
      this.#access.require(
        READ,
        access,
        environmentsBeside(access.service, promotion),
      );
    }
    return answerFor(
      await this.#inner.renewPromotion(
        id,
        withSight(withApproval(caller, access, to), access),
      ),
      access,
    );
  }

  async approvePromotion(
    id: string,
    request: ApprovalRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const { entityRef, to } = await this.#promotion(id, caller);
    const access = await this.#access.of(entityRef, caller, [APPROVE, READ]);
    this.#access.require(APPROVE, access, [to]);
    return answerFor(
      await this.#inner.approvePromotion(id, request, caller),
      access,
    );
  }

  async overridePromotion(
    id: string,
    request: OpenOverrideRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const { entityRef, to } = await this.#promotion(id, caller);
    const access = await this.#access.of(entityRef, caller, [OVERRIDE, READ]);
    this.#access.require(OVERRIDE, access, [to]);
    return answerFor(
      await this.#inner.overridePromotion(id, request, caller),
      access,
    );
  }

  async sync(
    entityRef: string,
    environment: string,
    request: SyncRequest,
    caller: Caller,
  ): Promise<OperationStatus> {
    const access = await this.#access.of(entityRef, caller, [SYNC]);
    this.#access.require(SYNC, access, [environment]);
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
      return this.#access.isHidden(READ, { service, rights })
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

  /** A promotion tells about the environment it comes from and about the one it goes to; what else it tells can be left out. */
  #mayRead(
    { from, to }: Pick<PromotionRequest, 'from' | 'to'>,
    { service, rights }: Access,
  ) {
    return [from, to].every(name => rights.allows(READ, service, name));
  }
}

/** The answer to a write, without what the caller may not see. */
function answerFor<T extends { promotion: Promotion }>(
  answer: T,
  access: Access,
): T {
  return { ...answer, promotion: promotionFor(answer.promotion, access) };
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
