import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  type PodLogQuery,
  type RefreshRequest,
  ResourceTransport,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';
import type { ResourceApi } from './ResourceApi';
import { sendRequest } from './sendRequest';

/**
 * Talks to delivery-backend about what an environment has in its cluster. Writes are never repeated by itself.
 *
 * @public
 */
export class ResourceClient implements ResourceApi {
  readonly #transport: ResourceTransport;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#transport = new ResourceTransport(options);
  }

  async getRelease(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.getRelease(entityRef, environment, call),
    );
  }

  async getResources(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.getResources(entityRef, environment, call),
    );
  }

  async getDiff(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.getDiff(entityRef, environment, call),
    );
  }

  async getEvents(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.getEvents(entityRef, environment, call),
    );
  }

  async getWindows(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.getWindows(entityRef, environment, call),
    );
  }

  async previewSync(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.previewSync(entityRef, environment, call),
    );
  }

  async getLog(
    entityRef: string,
    environment: string,
    query: PodLogQuery,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.getLog(entityRef, environment, query, call),
    );
  }

  async refresh(
    entityRef: string,
    environment: string,
    request: RefreshRequest,
    options?: DeliveryRequestOptions,
  ) {
    await sendRequest(options, 'slow', call =>
      this.#transport.refresh(entityRef, environment, request, call),
    );
  }

  async terminate(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ) {
    await sendRequest(options, 'slow', call =>
      this.#transport.terminate(entityRef, environment, call),
    );
  }
}
