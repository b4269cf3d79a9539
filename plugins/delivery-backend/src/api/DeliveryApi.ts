import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ApprovalRequest,
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
import type { Request } from 'express';
import type { MaySee } from '../gates/facts/readDependencies';

/** On whose behalf something is done, and the request it came with, for the audit log. */
export interface Caller {
  credentials: BackstageCredentials;
  request?: Request;
  /** Whether the caller may approve promotions to the target; `AuthorizedDelivery` finds that out. */
  mayApprove?: boolean;
  /** Whether the caller may override gates of promotions to the target; `AuthorizedDelivery` finds that out. */
  mayOverride?: boolean;
  /** Which other services the caller may see; `AuthorizedDelivery` finds that out. */
  maySee?: MaySee;
}

/**
 * All that the HTTP API offers. `Delivery` does the work; `AuthorizedDelivery` and `AuditedDelivery` are wrapped around
 * it and add the caller's rights and the audit log.
 *
 * Services are named by the ref of their catalog entity. A call throws NotFoundError for a service that does not exist or
 * that the caller may not see in the catalog, and NotAllowedError for what the caller sees but has no permission for.
 */
export interface DeliveryApi {
  getService(entityRef: string, caller: Caller): Promise<ServiceDelivery>;

  previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    caller: Caller,
  ): Promise<PromotionPreview>;

  /**
   * Opens the pull request of a promotion; `created` is false for one that was open already. Throws ConflictError when a
   * gate did not pass.
   */
  openPromotion(
    entityRef: string,
    request: PromotionRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }>;

  /** Newest first. */
  listPromotions(entityRef: string, caller: Caller): Promise<Promotion[]>;

  getPromotion(id: string, caller: Caller): Promise<Promotion>;

  /** What the pull request of a promotion changes now, as its Git host says. NotFoundError while there is none. */
  getPromotionFiles(id: string, caller: Caller): Promise<PromotionFiles>;

  /**
   * Promotes the same Release again on what is there now, in place of a promotion that is open, which ends as superseded;
   * `created` is false when another has taken its place already. ConflictError when it is not open, or a gate did not pass.
   */
  renewPromotion(
    id: string,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }>;

  /**
   * Approves what the pull request of a promotion to a protected environment holds now; `created` is false when the caller has
   * approved that commit already. NotAllowedError for whoever asked for the promotion, and for services: people approve.
   * ConflictError when it is not open, needs no approval, or its pull request holds another commit.
   */
  approvePromotion(
    id: string,
    request: ApprovalRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }>;

  /**
   * Overrides gates of what the pull request of a promotion holds now, for a time; `created` is false while the same override of the
   * caller is in force already. NotAllowedError for services: people override; InputError for a gate that nobody may override, and
   * for too long a time. ConflictError when it is not open, or its pull request holds another commit.
   */
  overridePromotion(
    id: string,
    request: OpenOverrideRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }>;

  /** Starts a sync, or answers with the operation that is running already. */
  sync(
    entityRef: string,
    environment: string,
    request: SyncRequest,
    caller: Caller,
  ): Promise<OperationStatus>;

  /** In the order asked for; null for what is not a service or not visible to the caller. */
  summarize(
    entityRefs: string[],
    caller: Caller,
  ): Promise<Array<ServiceDeliverySummary | null>>;

  /**
   * Services that Argo CD has Applications of and the catalog does not have, in order of name. Empty while the catalog has none
   * of the services that Argo CD names: then it was probably not filled yet.
   */
  orphanedServices(caller: Caller): Promise<OrphanedService[]>;

  instances(caller: Caller): InstanceStatus[];
}
