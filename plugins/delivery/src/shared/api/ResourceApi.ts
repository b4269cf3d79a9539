import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentDiff,
  EnvironmentEvents,
  EnvironmentResources,
  PodLog,
  PodLogQuery,
  RefreshRequest,
  ReleaseDetails,
  SyncPreview,
  SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';

/**
 * What the pages read of one environment on demand, and what they have Argo CD do to it. Entity refs and errors are those of
 * {@link DeliveryApi}.
 *
 * @public
 */
export interface ResourceApi {
  getRelease(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ): Promise<ReleaseDetails>;

  getResources(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ): Promise<EnvironmentResources>;

  getDiff(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ): Promise<EnvironmentDiff>;

  getEvents(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ): Promise<EnvironmentEvents>;

  getWindows(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ): Promise<SyncWindows>;

  /** What a sync would do; nothing is changed. */
  previewSync(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ): Promise<SyncPreview>;

  getLog(
    entityRef: string,
    environment: string,
    query: PodLogQuery,
    options?: DeliveryRequestOptions,
  ): Promise<PodLog>;

  /** Has Argo CD look at Git and the cluster now; answers when it has. */
  refresh(
    entityRef: string,
    environment: string,
    request: RefreshRequest,
    options?: DeliveryRequestOptions,
  ): Promise<void>;

  /** Ends the operation that runs. What it applied already stays. */
  terminate(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ): Promise<void>;
}

/**
 * Client of delivery-backend for what an environment has in its cluster.
 *
 * @public
 */
export const resourceApiRef = createApiRef<ResourceApi>().with({
  id: 'plugin.delivery.resource-client',
  pluginId: 'delivery',
});
