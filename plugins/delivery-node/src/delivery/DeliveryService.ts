import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Promotion,
  PromotionPreview,
  PromotionRequest,
  RollbackPreview,
  RollbackRequest,
  ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Options of each call: on whose behalf it is made.
 *
 * @public
 */
export interface DeliveryServiceRequestOptions {
  credentials: BackstageCredentials;
}

/**
 * What other backend plugins may ask of service delivery. All rules and permissions are checked by delivery-backend.
 *
 * @public
 */
export interface DeliveryService {
  /** Throws NotFoundError when the entity is not there or not visible to the caller. */
  getService(
    entityRef: string,
    options: DeliveryServiceRequestOptions,
  ): Promise<ServiceDelivery>;

  previewPromotion(
    entityRef: string,
    request: PromotionRequest,
    options: DeliveryServiceRequestOptions,
  ): Promise<PromotionPreview>;

  /** Opens the promotion's pull request, or finds the open one of the same Release. Throws ConflictError when a gate says no. */
  openPromotion(
    entityRef: string,
    request: PromotionRequest,
    options: DeliveryServiceRequestOptions,
  ): Promise<Promotion>;

  previewRollback(
    entityRef: string,
    request: RollbackRequest,
    options: DeliveryServiceRequestOptions,
  ): Promise<RollbackPreview>;

  /**
   * Opens the pull request of a rollback, or finds the open one of the same. Throws ConflictError when it cannot be opened, and
   * when a reason is needed and none was given.
   */
  openRollback(
    entityRef: string,
    request: RollbackRequest,
    options: DeliveryServiceRequestOptions,
  ): Promise<Promotion>;

  getPromotion(
    id: string,
    options: DeliveryServiceRequestOptions,
  ): Promise<Promotion>;
}
