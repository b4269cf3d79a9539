import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  Train,
  TrainPreview,
  TrainRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';

/**
 * What the pages ask of delivery-backend about promotions of several services together. Errors as for {@link DeliveryApi}.
 *
 * @public
 */
export interface TrainApi {
  previewTrain(
    request: TrainRequest,
    options?: DeliveryRequestOptions,
  ): Promise<TrainPreview>;

  /** The same request twice leads to the same train, and to the same pull requests. */
  openTrain(
    request: TrainRequest,
    options?: DeliveryRequestOptions,
  ): Promise<Train>;

  getTrain(id: string, options?: DeliveryRequestOptions): Promise<Train>;

  /** Tries again to open what has no promotion yet. */
  retryTrain(id: string, options?: DeliveryRequestOptions): Promise<Train>;
}

/**
 * Client of delivery-backend for promotions of several services together.
 *
 * @public
 */
export const trainApiRef = createApiRef<TrainApi>().with({
  id: 'plugin.delivery.train-client',
  pluginId: 'delivery',
});
