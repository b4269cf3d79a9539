import type {
  EnvironmentDiff,
  EnvironmentEvents,
  EnvironmentResources,
  OperationStatus,
  PodLog,
  PodLogQuery,
  RefreshRequest,
  ReleaseDetails,
  SyncPreview,
  SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';

/**
 * What is read of one environment when somebody looks at it, and what Argo CD is asked to do to its Application. `Resources` does
 * the work; `AuthorizedResources` and `AuditedResources` are wrapped around it. Errors as of `DeliveryApi`;
 * ServiceUnavailableError where Argo CD does not answer.
 */
export interface ResourcesApi {
  /** The environment before it on the path is told of as far as the caller may read it. */
  getRelease(
    entityRef: string,
    environment: string,
    caller: Caller,
    mayRead?: (environment: string) => boolean,
  ): Promise<ReleaseDetails>;

  getResources(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<EnvironmentResources>;

  /** ConflictError while Argo CD cannot compare. */
  getDiff(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<EnvironmentDiff>;

  getEvents(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<EnvironmentEvents>;

  getWindows(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<SyncWindows>;

  /** NotFoundError for a pod that is not one of the environment's. */
  getLog(
    entityRef: string,
    environment: string,
    query: PodLogQuery,
    caller: Caller,
  ): Promise<PodLog>;

  /** Changes nothing in the cluster. ConflictError where a sync would be refused as things are. */
  previewSync(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<SyncPreview>;

  refresh(
    entityRef: string,
    environment: string,
    request: RefreshRequest,
    caller: Caller,
  ): Promise<void>;

  /** Does nothing where no operation runs. */
  terminate(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<OperationStatus | undefined>;
}
