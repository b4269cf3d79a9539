import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  type DeploymentQuery,
  type DoraQuery,
  HistoryTransport,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';
import type { HistoryApi } from './HistoryApi';
import { sendRequest } from './sendRequest';

/**
 * Talks to delivery-backend about the past. It only reads.
 *
 * @public
 */
export class HistoryClient implements HistoryApi {
  readonly #transport: HistoryTransport;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#transport = new HistoryTransport(options);
  }

  async getDeployments(
    query: DeploymentQuery & { limit?: number; cursor?: string },
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'read', call =>
      this.#transport.getDeployments(query, call),
    );
  }

  async getDeployment(id: string, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'read', call =>
      this.#transport.getDeployment(id, call),
    );
  }

  async getDeploymentFiles(id: string, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'slow', call =>
      this.#transport.getDeploymentFiles(id, call),
    );
  }

  async exportDeployments(
    query: DeploymentQuery & { format: 'csv' | 'json' },
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.exportDeployments(query, call),
    );
  }

  async getDora(query: DoraQuery, options?: DeliveryRequestOptions) {
    return sendRequest(options, 'read', call =>
      this.#transport.getDora(query, call),
    );
  }
}
