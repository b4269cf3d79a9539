import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  deliveryEnvironmentReadPermission,
  deliveryPromotionCreatePermission,
  deliverySyncCreatePermission,
  InstanceStatus,
  OperationStatus,
  Promotion,
  PromotionPreview,
  PromotionRequest,
  ServiceDelivery,
  ServiceDeliverySummary,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ServiceResolver } from '../services/ServiceResolver';
import type { Caller, DeliveryApi } from './DeliveryApi';

/** Checks the caller's permissions: before anything is done, and before anything that was read is given away. */
export class AuthorizedDelivery implements DeliveryApi {
  readonly #inner: DeliveryApi;
  readonly #permissions: PermissionsService;
  readonly #services: ServiceResolver;

  constructor(
    inner: DeliveryApi,
    options: { permissions: PermissionsService; services: ServiceResolver },
  ) {
    this.#inner = inner;
    this.#permissions = options.permissions;
    this.#services = options.services;
  }

  async getService(
    entityRef: string,
    caller: Caller,
  ): Promise<ServiceDelivery> {
    const service = await this.#inner.getService(entityRef, caller);
    const [mayRead, mayPromote, maySync] = await this.#allowed(
      [
        deliveryEnvironmentReadPermission,
        deliveryPromotionCreatePermission,
        deliverySyncCreatePermission,
      ].map(permission => ({ permission, entityRef: service.entityRef })),
      caller,
    );
    if (!mayRead) {
      await this.#refuse(deliveryEnvironmentReadPermission, entityRef, caller);
    }
    return {
      ...service,
      permissions: {
        promote: mayPromote ? service.permissions.promote : [],
        sync: maySync ? service.permissions.sync : [],
      },
    };
  }

  async previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    caller: Caller,
  ): Promise<PromotionPreview> {
    await this.#require(deliveryEnvironmentReadPermission, entityRef, caller);
    return this.#inner.previewPromotion(entityRef, request, caller);
  }

  async openPromotion(
    entityRef: string,
    request: PromotionRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    await this.#require(deliveryPromotionCreatePermission, entityRef, caller);
    return this.#inner.openPromotion(entityRef, request, caller);
  }

  async listPromotions(
    entityRef: string,
    caller: Caller,
  ): Promise<Promotion[]> {
    await this.#require(deliveryEnvironmentReadPermission, entityRef, caller);
    return this.#inner.listPromotions(entityRef, caller);
  }

  async getPromotion(id: string, caller: Caller): Promise<Promotion> {
    const promotion = await this.#inner.getPromotion(id, caller);
    await this.#require(
      deliveryEnvironmentReadPermission,
      promotion.entityRef,
      caller,
    );
    return promotion;
  }

  async sync(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<OperationStatus> {
    await this.#require(deliverySyncCreatePermission, entityRef, caller);
    return this.#inner.sync(entityRef, environment, caller);
  }

  async summarize(
    entityRefs: string[],
    caller: Caller,
  ): Promise<Array<ServiceDeliverySummary | null>> {
    const summaries = await this.#inner.summarize(entityRefs, caller);
    const found = summaries.filter(summary => summary !== null);
    const allowed = await this.#allowed(
      found.map(summary => ({
        permission: deliveryEnvironmentReadPermission,
        entityRef: summary.entityRef,
      })),
      caller,
    );
    const visible = new Set(found.filter((_summary, index) => allowed[index]));
    return summaries.map(summary =>
      summary && visible.has(summary) ? summary : null,
    );
  }

  instances(): InstanceStatus[] {
    return this.#inner.instances();
  }

  async #require(
    permission: ResourcePermission,
    entityRef: string,
    caller: Caller,
  ): Promise<void> {
    const [allowed] = await this.#allowed([{ permission, entityRef }], caller);
    if (!allowed) {
      await this.#refuse(permission, entityRef, caller);
    }
  }

  async #allowed(
    questions: Array<{ permission: ResourcePermission; entityRef: string }>,
    { credentials }: Caller,
  ): Promise<boolean[]> {
    if (questions.length === 0) {
      return [];
    }
    const decisions = await this.#permissions.authorize(
      questions.map(({ permission, entityRef }) => ({
        permission,
        resourceRef: entityRef,
      })),
      { credentials },
    );
    return decisions.map(({ result }) => result === AuthorizeResult.ALLOW);
  }

  /** Says whom to ask, unless the caller does not even see the service. */
  async #refuse(
    permission: ResourcePermission,
    entityRef: string,
    { credentials }: Caller,
  ): Promise<never> {
    const service = await this.#services.resolve(entityRef, credentials);
    throw new NotAllowedError(
      `The permission ${permission.name} is needed for ${service.entityRef}. Ask its owner ${service.entity.spec.owner}, or whoever keeps the permission policy.`,
    );
  }
}
