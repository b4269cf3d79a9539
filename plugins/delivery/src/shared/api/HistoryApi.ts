import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  Deployment,
  DeploymentPage,
  DeploymentQuery,
  DoraMetrics,
  DoraQuery,
  PromotionFiles,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';

/**
 * What the pages ask of delivery-backend about the past. Entity refs and errors are those of {@link DeliveryApi}.
 *
 * @public
 */
export interface HistoryApi {
  /** A page of deployments, newest first. */
  getDeployments(
    query: DeploymentQuery & { limit?: number; cursor?: string },
    options?: DeliveryRequestOptions,
  ): Promise<DeploymentPage>;

  getDeployment(
    id: string,
    options?: DeliveryRequestOptions,
  ): Promise<Deployment>;

  /** What a deployment changed in the files of its environment, against the one before it. */
  getDeploymentFiles(
    id: string,
    options?: DeliveryRequestOptions,
  ): Promise<PromotionFiles>;

  /** All deployments that the query asks for, as the text of a file. */
  exportDeployments(
    query: DeploymentQuery & { format: 'csv' | 'json' },
    options?: DeliveryRequestOptions,
  ): Promise<string>;

  getDora(
    query: DoraQuery,
    options?: DeliveryRequestOptions,
  ): Promise<DoraMetrics>;
}

/**
 * Client of delivery-backend for the record of deployments.
 *
 * @public
 */
export const historyApiRef = createApiRef<HistoryApi>().with({
  id: 'plugin.delivery.history',
  pluginId: 'delivery',
});
