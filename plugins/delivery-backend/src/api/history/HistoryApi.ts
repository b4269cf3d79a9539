import type {
  Deployment,
  DeploymentPage,
  DeploymentQuery,
  DoraMetrics,
  DoraQuery,
  PromotionFiles,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';

/** Which page of the deployments. */
export interface PageRequest {
  /** 1 to 500. */
  limit: number;
  /** What the page before answered. InputError for anything else. */
  cursor?: string;
}

/** Deployments to be written into a file, newest first. */
export interface DeploymentExport {
  total: number;
  items: AsyncIterable<Deployment>;
}

/**
 * The record of deployments, as the HTTP API offers it. What the caller may not see is not there: neither a service that the
 * catalog does not show, nor an environment without `delivery.environment.read`. A call that names a service throws
 * NotFoundError for the former and NotAllowedError when none of its environments may be seen.
 */
export interface HistoryApi {
  list(
    query: DeploymentQuery,
    page: PageRequest,
    caller: Caller,
  ): Promise<DeploymentPage>;

  get(id: string, caller: Caller): Promise<Deployment>;

  /** What a deployment changed in the files of its environment. Incomplete where that is not known. */
  files(id: string, caller: Caller): Promise<PromotionFiles>;

  /** InputError when there are more than an export holds. */
  export(
    query: DeploymentQuery,
    format: 'csv' | 'json',
    caller: Caller,
  ): Promise<DeploymentExport>;

  dora(query: DoraQuery, caller: Caller): Promise<DoraMetrics>;
}
