import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  type TrainRequest,
  TrainTransport,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';
import { sendRequest } from './sendRequest';
import type { TrainApi } from './TrainApi';

/**
 * Talks to delivery-backend about promotions of several services together.
 *
 * @public
 */
export class TrainClient implements TrainApi {
  readonly #transport: TrainTransport;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#transport = new TrainTransport(options);
  }

  async previewTrain(request: TrainRequest, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'slow', call =>
      this.#transport.preview(request, call),
    );
  }

  async openTrain(request: TrainRequest, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'slow', call =>
      this.#transport.open(request, call),
    );
  }

  async getTrain(id: string, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'read', call => this.#transport.get(id, call));
  }

  async retryTrain(id: string, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'slow', call =>
      this.#transport.retry(id, call),
    );
  }
}
