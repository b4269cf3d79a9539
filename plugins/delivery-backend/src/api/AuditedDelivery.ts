import { isDeepStrictEqual } from 'node:util';
import type { AuditorService } from '@backstage/backend-plugin-api';
import type {
  ApprovalRequest,
  InstanceStatus,
  OpenOverrideRequest,
  OperationStatus,
  OrphanedService,
  OverrideRequest,
  Promotion,
  PromotionFiles,
  PromotionPreview,
  PromotionRequest,
  ResourceReference,
  ServiceDelivery,
  ServiceDeliverySummary,
  SyncRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { audited } from '../audit/audited';
import type { Caller, DeliveryApi } from './DeliveryApi';

/** Leaves an audit event for each write and each read of evidence, whether it succeeds, fails or is not allowed. */
export class AuditedDelivery implements DeliveryApi {
  readonly #inner: DeliveryApi;
  readonly #auditor: AuditorService;

  constructor(inner: DeliveryApi, options: { auditor: AuditorService }) {
    this.#inner = inner;
    this.#auditor = options.auditor;
  }

  openPromotion(
    entityRef: string,
    promotion: PromotionRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const open = () => this.#openPromotion(entityRef, promotion, caller);
    const { from, to, override } = promotion;
    return override
      ? this.#override(override, { entityRef, from, to }, caller, open)
      : open();
  }

  #openPromotion(
    entityRef: string,
    promotion: PromotionRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    return audited(
      this.#auditor,
      {
        eventId: 'promotion-open',
        severityLevel: 'medium',
        request: caller.request,
        meta: {
          entityRef,
          from: promotion.from,
          to: promotion.to,
          ...(promotion.deployment ? { deployment: promotion.deployment } : {}),
        },
      },
      () => this.#inner.openPromotion(entityRef, promotion, caller),
      ({ promotion: { id, pullRequest }, created }) => ({
        promotion: id,
        created,
        pullRequest: pullRequest?.url ?? null,
      }),
    );
  }

  overridePromotion(
    id: string,
    override: OpenOverrideRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    return this.#override(
      override,
      { promotion: id, commit: override.commit },
      caller,
      () => this.#inner.overridePromotion(id, override, caller),
    );
  }

  #override(
    { gates, minutes, reason }: OverrideRequest,
    about: Record<string, string>,
    caller: Caller,
    task: () => Promise<{ promotion: Promotion; created: boolean }>,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    return audited(
      this.#auditor,
      {
        eventId: 'promotion-override',
        severityLevel: 'high',
        request: caller.request,
        meta: { ...about, gates, reason, ...(minutes ? { minutes } : {}) },
      },
      task,
      ({ promotion, created }) => {
        // Nothing is overridden where the gates have passed meanwhile.
        const recorded = promotion.overrides?.findLast(
          override =>
            override.reason === reason &&
            isDeepStrictEqual(override.gates, [...new Set(gates)].sort()),
        );
        return {
          overridden: recorded ? promotion.id : null,
          until: recorded?.until ?? null,
          created,
          pullRequest: promotion.pullRequest?.url ?? null,
        };
      },
    );
  }

  sync(
    entityRef: string,
    environment: string,
    sync: SyncRequest,
    caller: Caller,
  ): Promise<OperationStatus> {
    return audited(
      this.#auditor,
      {
        eventId: 'environment-sync',
        severityLevel: 'medium',
        request: caller.request,
        meta: {
          entityRef,
          environment,
          ...(sync.prune ? { prune: sync.prune.map(toText) } : {}),
          ...(sync.resources ? { resources: sync.resources.map(toText) } : {}),
        },
      },
      () => this.#inner.sync(entityRef, environment, sync, caller),
      ({ phase }) => ({ phase }),
    );
  }

  getService(entityRef: string, caller: Caller): Promise<ServiceDelivery> {
    return this.#inner.getService(entityRef, caller);
  }

  previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    caller: Caller,
  ): Promise<PromotionPreview> {
    return this.#inner.previewPromotion(entityRef, request, caller);
  }

  listPromotions(entityRef: string, caller: Caller): Promise<Promotion[]> {
    return this.#inner.listPromotions(entityRef, caller);
  }

  getPromotion(id: string, caller: Caller): Promise<Promotion> {
    return this.#inner.getPromotion(id, caller);
  }

  getPromotionFiles(id: string, caller: Caller): Promise<PromotionFiles> {
    return audited(
      this.#auditor,
      {
        eventId: 'promotion-files-read',
        severityLevel: 'low',
        request: caller.request,
        meta: { promotion: id },
      },
      () => this.#inner.getPromotionFiles(id, caller),
      ({ items }) => ({ files: items.length }),
    );
  }

  renewPromotion(
    id: string,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    return audited(
      this.#auditor,
      {
        eventId: 'promotion-renew',
        severityLevel: 'medium',
        request: caller.request,
        meta: { promotion: id },
      },
      () => this.#inner.renewPromotion(id, caller),
      ({ promotion: { id: renewed, pullRequest }, created }) => ({
        renewed,
        created,
        pullRequest: pullRequest?.url ?? null,
      }),
    );
  }

  approvePromotion(
    id: string,
    approval: ApprovalRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    return audited(
      this.#auditor,
      {
        eventId: 'promotion-approve',
        severityLevel: 'medium',
        request: caller.request,
        meta: { promotion: id, commit: approval.commit },
      },
      () => this.#inner.approvePromotion(id, approval, caller),
      ({ promotion: { entityRef, to, pullRequest }, created }) => ({
        entityRef,
        to,
        created,
        pullRequest: pullRequest?.url ?? null,
      }),
    );
  }

  summarize(
    entityRefs: string[],
    caller: Caller,
  ): Promise<Array<ServiceDeliverySummary | null>> {
    return this.#inner.summarize(entityRefs, caller);
  }

  orphanedServices(caller: Caller): Promise<OrphanedService[]> {
    return this.#inner.orphanedServices(caller);
  }

  instances(caller: Caller): InstanceStatus[] {
    return this.#inner.instances(caller);
  }
}

function toText({ group, kind, namespace, name }: ResourceReference): string {
  return [group, kind, namespace, name].filter(Boolean).join('/');
}
