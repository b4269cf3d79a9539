import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  type EmergencyRollbackRequest,
  type RollbackRequest,
  RollbackTransport,
  type RolloutActionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';
import type { RollbackApi } from './RollbackApi';
import { sendRequest } from './sendRequest';

/**
 * Talks to delivery-backend about the way back. Writes are never repeated by itself.
 *
 * @public
 */
export class RollbackClient implements RollbackApi {
  readonly #transport: RollbackTransport;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#transport = new RollbackTransport(options);
  }

  async getCandidates(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ) {
    const { items } = await sendRequest(options, 'read', call =>
      this.#transport.getCandidates(entityRef, environment, call),
    );
    return items;
  }

  async previewRollback(
    entityRef: string,
    request: RollbackRequest,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'slow', call =>
      this.#transport.preview(entityRef, request, call),
    );
  }

  async openRollback(
    entityRef: string,
    request: RollbackRequest,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'open', call =>
      this.#transport.open(entityRef, request, call),
    );
  }

  async openEmergencyRollback(
    entityRef: string,
    environment: string,
    request: EmergencyRollbackRequest,
    options?: DeliveryRequestOptions,
  ) {
    return sendRequest(options, 'open', call =>
      this.#transport.openEmergency(entityRef, environment, request, call),
    );
  }

  async runRolloutAction(
    entityRef: string,
    environment: string,
    request: RolloutActionRequest,
    options?: DeliveryRequestOptions,
  ) {
    await sendRequest(options, 'slow', call =>
      this.#transport.runRolloutAction(entityRef, environment, request, call),
    );
  }
}
