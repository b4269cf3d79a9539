import type { Deployment } from '../deployment/Deployment';
import type {
  DeploymentPage,
  DeploymentQuery,
} from '../deployment/DeploymentQuery';
import type { DoraMetrics, DoraQuery } from '../deployment/DoraMetrics';
import type { PromotionFiles } from '../promotion/PromotionFiles';
import {
  createDownload,
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
  readonly #download: ReturnType<typeof createDownload>;

  constructor(options: TransportOptions) {
    this.#send = createSend(options);
    this.#download = createDownload(options);
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

  /** All deployments that the query asks for, as the text of a file. */
  async exportDeployments(
    query: DeploymentQuery & { format: 'csv' | 'json' },
    call: DeliveryCallOptions,
  ): Promise<string> {
    return this.#download(deliveryPaths.deploymentExport(query), call);
  }

  async getDora(
    query: DoraQuery,
    call: DeliveryCallOptions,
  ): Promise<DoraMetrics> {
    return this.#send('GET', deliveryPaths.dora(query), call);
  }
}
