import type { Fleet } from '../fleet/Fleet';
import type { InstanceStatus } from '../environment/InstanceStatus';
import type { OperationStatus } from '../environment/EnvironmentStatus';
import type { SyncRequest } from '../environment/SyncRequest';
import type { ApprovalRequest, Promotion } from '../promotion/Promotion';
import type { PromotionFiles } from '../promotion/PromotionFiles';
import type { OpenOverrideRequest } from '../promotion/PromotionOverride';
import type {
  PromotionPreview,
  PromotionRequest,
} from '../promotion/PromotionPreview';
import type { PromotionsUnderWay } from '../promotion/PromotionsUnderWay';
import type { OrphanedService } from '../service/OrphanedService';
import type {
  ServiceDelivery,
  ServiceDeliverySummary,
} from '../service/ServiceDelivery';
import {
  createSend,
  type DeliveryCallOptions,
  type Send,
  type TransportOptions,
} from './createSend';
import { deliveryPaths } from './deliveryPaths';

/**
 * delivery-backend's HTTP API, for browsers and for Node: the pages' client and the backend's client both stand on it.
 *
 * Every call throws ResponseError when delivery-backend refuses or fails, {@link NoResponseError} when it does not answer,
 * and InputError for the ref of an entity that is not a Component. Nothing is asked twice here: who calls knows
 * whether waiting is worth it. Browsers send `If-None-Match` by themselves, as delivery-backend lets them keep a view
 * and ask whether it still holds; in Node each call may be another person's, so nothing is kept.
 *
 * @public
 */
export class DeliveryTransport {
  readonly #send: Send;

  constructor(options: TransportOptions) {
    this.#send = createSend(options);
  }

  async getService(
    entityRef: string,
    call: DeliveryCallOptions,
  ): Promise<ServiceDelivery> {
    return this.#send('GET', deliveryPaths.service(entityRef), call);
  }

  /** At most {@link MAX_SUMMARIES_PER_REQUEST} refs; one item for each, in their order, null where there is no service that the caller may see. */
  async getSummaries(
    entityRefs: string[],
    call: DeliveryCallOptions,
  ): Promise<{ items: Array<ServiceDeliverySummary | null> }> {
    return this.#send('POST', deliveryPaths.summaries(), call, { entityRefs });
  }

  /** All services that the caller may see, by need. */
  async getFleet(call: DeliveryCallOptions): Promise<Fleet> {
    return this.#send('GET', deliveryPaths.fleet(), call);
  }

  async previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    call: DeliveryCallOptions,
  ): Promise<PromotionPreview> {
    const path = deliveryPaths.promotionPreview(entityRef);
    return this.#send('POST', path, call, request);
  }

  async openPromotion(
    entityRef: string,
    request: PromotionRequest,
    call: DeliveryCallOptions,
  ): Promise<Promotion> {
    return this.#send(
      'POST',
      deliveryPaths.promotions(entityRef),
      call,
      request,
    );
  }

  async getPromotions(
    entityRef: string,
    call: DeliveryCallOptions,
  ): Promise<{ items: Promotion[] }> {
    return this.#send('GET', deliveryPaths.promotions(entityRef), call);
  }

  async getPromotion(
    id: string,
    call: DeliveryCallOptions,
  ): Promise<Promotion> {
    return this.#send('GET', deliveryPaths.promotion(id), call);
  }

  /** What the pull request of a promotion changes now, as its Git host says. */
  async getPromotionFiles(
    id: string,
    call: DeliveryCallOptions,
  ): Promise<PromotionFiles> {
    return this.#send('GET', deliveryPaths.promotionFiles(id), call);
  }

  /**
   * Answers with the promotion that takes the place of one whose pull request conflicts: the same change, made again on what is
   * there now.
   */
  async renewPromotion(
    id: string,
    call: DeliveryCallOptions,
  ): Promise<Promotion> {
    return this.#send('POST', deliveryPaths.promotionRenewal(id), call);
  }

  /** Approves what the pull request of a promotion holds. Approving the same commit twice does it once. */
  async approvePromotion(
    id: string,
    request: ApprovalRequest,
    call: DeliveryCallOptions,
  ): Promise<Promotion> {
    return this.#send(
      'POST',
      deliveryPaths.promotionApprovals(id),
      call,
      request,
    );
  }

  /** Overrides gates of a promotion that is open. Asking for the same twice does it once. */
  async overridePromotion(
    id: string,
    request: OpenOverrideRequest,
    call: DeliveryCallOptions,
  ): Promise<Promotion> {
    return this.#send(
      'POST',
      deliveryPaths.promotionOverrides(id),
      call,
      request,
    );
  }

  async syncEnvironment(
    entityRef: string,
    environment: string,
    call: DeliveryCallOptions,
    request?: SyncRequest,
  ): Promise<{ operation: OperationStatus }> {
    return this.#send(
      'POST',
      deliveryPaths.sync(entityRef, environment),
      call,
      request,
    );
  }

  /** Promotions and rollbacks of all services that have not ended, as far as the caller may see them. */
  async getPromotionsUnderWay(
    call: DeliveryCallOptions,
  ): Promise<PromotionsUnderWay> {
    return this.#send('GET', deliveryPaths.promotionsUnderWay(), call);
  }

  async getInstances(
    call: DeliveryCallOptions,
  ): Promise<{ items: InstanceStatus[] }> {
    return this.#send('GET', deliveryPaths.instances(), call);
  }

  /** Services that Argo CD has Applications of and the catalog does not have, as far as the caller may see them. */
  async getOrphanedServices(
    call: DeliveryCallOptions,
  ): Promise<{ items: OrphanedService[] }> {
    return this.#send('GET', deliveryPaths.orphanedServices(), call);
  }
}
