import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  deliveryEnvironmentReadPermission,
  deliveryLogReadPermission,
  deliverySyncCreatePermission,
  type EnvironmentDiff,
  type EnvironmentEvents,
  type EnvironmentResources,
  type OperationStatus,
  type PodLog,
  type PodLogQuery,
  type RefreshRequest,
  type ReleaseDetails,
  type SyncPreview,
  type SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';
import type { Access, ServiceAccess } from '../ServiceAccess';
import type { ResourcesApi } from './ResourcesApi';

const READ = deliveryEnvironmentReadPermission;
const LOGS = deliveryLogReadPermission;
const SYNC = deliverySyncCreatePermission;

/** Checks the caller's rights before anything is read or done. */
export class AuthorizedResources implements ResourcesApi {
  readonly #inner: ResourcesApi;
  readonly #access: ServiceAccess;

  constructor(inner: ResourcesApi, options: { access: ServiceAccess }) {
    this.#inner = inner;
    this.#access = options.access;
  }

  async getRelease(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<ReleaseDetails> {
    const { rights, service } = await this.#require(
      entityRef,
      environment,
      caller,
      [READ],
    );
    return this.#inner.getRelease(entityRef, environment, caller, name =>
      rights.allows(READ, service, name),
    );
  }

  async getResources(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<EnvironmentResources> {
    await this.#require(entityRef, environment, caller, [READ]);
    return this.#inner.getResources(entityRef, environment, caller);
  }

  async getDiff(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<EnvironmentDiff> {
    await this.#require(entityRef, environment, caller, [READ]);
    return this.#inner.getDiff(entityRef, environment, caller);
  }

  async getEvents(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<EnvironmentEvents> {
    await this.#require(entityRef, environment, caller, [READ]);
    return this.#inner.getEvents(entityRef, environment, caller);
  }

  async getWindows(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<SyncWindows> {
    await this.#require(entityRef, environment, caller, [READ]);
    return this.#inner.getWindows(entityRef, environment, caller);
  }

  async getLog(
    entityRef: string,
    environment: string,
    query: PodLogQuery,
    caller: Caller,
  ): Promise<PodLog> {
    await this.#require(entityRef, environment, caller, [READ, LOGS]);
    return this.#inner.getLog(entityRef, environment, query, caller);
  }

  /** A dry run takes the place of what Argo CD says of the last operation, so that it is for those who may sync. */
  async previewSync(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<SyncPreview> {
    await this.#require(entityRef, environment, caller, [READ, SYNC]);
    return this.#inner.previewSync(entityRef, environment, caller);
  }

  /** A hard refresh has all manifests rendered anew, which costs Argo CD more than a look. */
  async refresh(
    entityRef: string,
    environment: string,
    request: RefreshRequest,
    caller: Caller,
  ): Promise<void> {
    await this.#require(
      entityRef,
      environment,
      caller,
      request.type === 'hard' ? [READ, SYNC] : [READ],
    );
    await this.#inner.refresh(entityRef, environment, request, caller);
  }

  async terminate(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<OperationStatus | undefined> {
    await this.#require(entityRef, environment, caller, [SYNC]);
    return this.#inner.terminate(entityRef, environment, caller);
  }

  async #require(
    entityRef: string,
    environment: string,
    caller: Caller,
    permissions: ResourcePermission[],
  ): Promise<Access> {
    const access = await this.#access.of(entityRef, caller, permissions);
    permissions.forEach(permission =>
      this.#access.require(permission, access, [environment]),
    );
    return access;
  }
}
