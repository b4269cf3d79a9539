import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { SlaTransport } from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';
import { sendRequest } from './sendRequest';
import type { SlaApi } from './SlaApi';

/**
 * Talks to delivery-backend about measured SLAs.
 *
 * @public
 */
export class SlaClient implements SlaApi {
  readonly #transport: SlaTransport;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#transport = new SlaTransport(options);
  }

  async getMeasuredSla(entityRef: string, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'slow', call =>
      this.#transport.getMeasuredSla(entityRef, call),
    );
  }
}
