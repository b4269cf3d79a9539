import type { AuditorService } from '@backstage/backend-plugin-api';
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
import { audited } from '../../audit/audited';
import type { Caller } from '../DeliveryApi';
import type { ResourcesApi } from './ResourcesApi';

/**
 * Leaves an audit event for each log that is read, since logs may hold what people entered, and for whatever is done. Looking at
 * the state of an environment leaves none, as everywhere.
 */
export class AuditedResources implements ResourcesApi {
  readonly #inner: ResourcesApi;
  readonly #auditor: AuditorService;

  constructor(inner: ResourcesApi, options: { auditor: AuditorService }) {
    this.#inner = inner;
    this.#auditor = options.auditor;
  }

  getRelease(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<ReleaseDetails> {
    return this.#inner.getRelease(entityRef, environment, caller);
  }

  getResources(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<EnvironmentResources> {
    return this.#inner.getResources(entityRef, environment, caller);
  }

  getDiff(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<EnvironmentDiff> {
    return this.#inner.getDiff(entityRef, environment, caller);
  }

  getEvents(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<EnvironmentEvents> {
    return this.#inner.getEvents(entityRef, environment, caller);
  }

  getWindows(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<SyncWindows> {
    return this.#inner.getWindows(entityRef, environment, caller);
  }

  getLog(
    entityRef: string,
    environment: string,
    query: PodLogQuery,
    caller: Caller,
  ): Promise<PodLog> {
    return audited(
      this.#auditor,
      {
        eventId: 'log-read',
        severityLevel: 'low',
        request: caller.request,
        meta: { entityRef, environment, ...query },
      },
      () => this.#inner.getLog(entityRef, environment, query, caller),
      ({ container, lines }) => ({ container, lines: lines.length }),
    );
  }

  previewSync(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<SyncPreview> {
    return audited(
      this.#auditor,
      {
        eventId: 'sync-preview',
        severityLevel: 'low',
        request: caller.request,
        meta: { entityRef, environment },
      },
      () => this.#inner.previewSync(entityRef, environment, caller),
      ({ resources }) => ({ resources: resources.length }),
    );
  }

  refresh(
    entityRef: string,
    environment: string,
    request: RefreshRequest,
    caller: Caller,
  ): Promise<void> {
    return audited(
      this.#auditor,
      {
        eventId: 'environment-refresh',
        severityLevel: 'low',
        request: caller.request,
        meta: { entityRef, environment, type: request.type },
      },
      () => this.#inner.refresh(entityRef, environment, request, caller),
    );
  }

  terminate(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<OperationStatus | undefined> {
    return audited(
      this.#auditor,
      {
        eventId: 'operation-terminate',
        severityLevel: 'medium',
        request: caller.request,
        meta: { entityRef, environment },
      },
      () => this.#inner.terminate(entityRef, environment, caller),
      operation => (operation ? { phase: operation.phase } : {}),
    );
  }
}
