import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  ApprovalRequest,
  Fleet,
  InstanceStatus,
  OpenOverrideRequest,
  OperationStatus,
  OrphanedService,
  Promotion,
  PromotionFiles,
  PromotionPreview,
  PromotionRequest,
  PromotionsUnderWay,
  ServiceDelivery,
  ServiceDeliverySummary,
  SyncRequest,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Options of each call.
 *
 * @public
 */
export interface DeliveryRequestOptions {
  /** Ends the call early; every call also has a time limit of its own. */
  signal?: AbortSignal;
}

/**
 * What the pages ask of delivery-backend. Entity refs are full: `component:default/audiobookshelf`.
 *
 * Every call throws {@link DeliveryRequestError} when the portal refuses, fails or does not answer in time, and InputError for
 * the ref of an entity that is not a Component.
 *
 * @public
 */
export interface DeliveryApi {
  getService(
    entityRef: string,
    options?: DeliveryRequestOptions,
  ): Promise<ServiceDelivery>;

  /** Any number of refs: asked for in chunks. The answer is keyed by entity ref; what is missing is not visible or not a service. */
  getSummaries(
    entityRefs: string[],
    options?: DeliveryRequestOptions,
  ): Promise<Map<string, ServiceDeliverySummary>>;

  previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    options?: DeliveryRequestOptions,
  ): Promise<PromotionPreview>;

  /**
   * Opens the promotion's pull request as the signed-in user, by a scaffolder task where the portal has the template for
   * it, and answers when it is open. Asking twice leads to the same pull request. What ends the call early ends only the
   * wait.
   */
  openPromotion(
    entityRef: string,
    request: PromotionRequest,
    options?: DeliveryRequestOptions,
  ): Promise<Promotion>;

  getPromotion(
    id: string,
    options?: DeliveryRequestOptions,
  ): Promise<Promotion>;

  /** What the pull request of a promotion changes now, as the Git host says. */
  getPromotionFiles(
    id: string,
    options?: DeliveryRequestOptions,
  ): Promise<PromotionFiles>;

  /**
   * Opens another promotion of the same change on what is there now, which takes the place of one whose pull request
   * conflicts. Asking twice leads to the same one.
   */
  renewPromotion(
    id: string,
    options?: DeliveryRequestOptions,
  ): Promise<Promotion>;

  /** Approves what the pull request of a promotion to a protected environment holds. Approving the same commit twice does it once. */
  approvePromotion(
    id: string,
    request: ApprovalRequest,
    options?: DeliveryRequestOptions,
  ): Promise<Promotion>;

  /** Overrides gates of a promotion that is open, for a time. Asking for the same twice does it once. */
  overridePromotion(
    id: string,
    request: OpenOverrideRequest,
    options?: DeliveryRequestOptions,
  ): Promise<Promotion>;

  /** With `prune` it only removes these resources, which Git no longer has, and is refused when more than these require pruning. */
  syncEnvironment(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions & SyncRequest,
  ): Promise<OperationStatus>;

  /** All services that the viewer may see, by need. */
  getFleet(options?: DeliveryRequestOptions): Promise<Fleet>;

  /** Services that Argo CD has applications of and the catalog does not have. */
  getOrphanedServices(
    options?: DeliveryRequestOptions,
  ): Promise<OrphanedService[]>;

  /** Promotions and rollbacks of all services that have not ended, as far as the viewer may see them. */
  getPromotionsUnderWay(
    options?: DeliveryRequestOptions,
  ): Promise<PromotionsUnderWay>;

  getInstances(options?: DeliveryRequestOptions): Promise<InstanceStatus[]>;
}

/**
 * Client of delivery-backend.
 *
 * @public
 */
export const deliveryApiRef = createApiRef<DeliveryApi>().with({
  id: 'plugin.delivery.client',
  pluginId: 'delivery',
});
