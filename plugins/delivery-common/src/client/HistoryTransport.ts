import type { Deployment } from '../deployment/Deployment';
import type {
  DeploymentPage,
  DeploymentQuery,
} from '../deployment/DeploymentQuery';
import type { DoraMetrics, DoraQuery } from '../deployment/DoraMetrics';
import type { PromotionFiles } from '../promotion/PromotionFiles';
import {
  createSend,
  type DeliveryCallOptions,
  type Send,
  type TransportOptions,
} from './createSend';
import { deliveryPaths } from './deliveryPaths';

/**
 * The record of deployments in delivery-backend's HTTP API. Errors as for {@link DeliveryTransport}.
 *
 * @public
 */
export class HistoryTransport {
  readonly #send: Send;

  constructor(options: TransportOptions) {
    this.#send = createSend(options);
  }

  /** At most `limit` (100 when left out) deployments, newest first. */
  async getDeployments(
    query: DeploymentQuery & { limit?: number; cursor?: string },
    call: DeliveryCallOptions,
  ): Promise<DeploymentPage> {
    return this.#send('GET', deliveryPaths.deployments(query), call);
  }

  async getDeployment(
    id: string,
    call: DeliveryCallOptions,
  ): Promise<Deployment> {
    return this.#send('GET', deliveryPaths.deployment(id), call);
  }

  /** What a deployment changed in the files of its environment, against the one before it. */
  async getDeploymentFiles(
    id: string,
    call: DeliveryCallOptions,
  ): Promise<PromotionFiles> {
    return this.#send('GET', deliveryPaths.deploymentFiles(id), call);
  }

  async getDora(
    query: DoraQuery,
    call: DeliveryCallOptions,
  ): Promise<DoraMetrics> {
    return this.#send('GET', deliveryPaths.dora(query), call);
  }
}
