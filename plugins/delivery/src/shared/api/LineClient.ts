import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  type LineStopRequest,
  LineTransport,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';
import type { LineApi } from './LineApi';
import { sendRequest } from './sendRequest';

/**
 * Talks to delivery-backend about the switch that holds all promotions back.
 *
 * @public
 */
export class LineClient implements LineApi {
  readonly #transport: LineTransport;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#transport = new LineTransport(options);
  }

  async getLine(options?: DeliveryRequestOptions) {
    return sendRequest(options, 'read', call => this.#transport.getLine(call));
  }

  async stopLine(request: LineStopRequest, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'read', call =>
      this.#transport.stopLine(request, call),
    );
  }

  async resumeLine(options?: DeliveryRequestOptions) {
    return sendRequest(options, 'read', call =>
      this.#transport.resumeLine(call),
    );
  }
}
