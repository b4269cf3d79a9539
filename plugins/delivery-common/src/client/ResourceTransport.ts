import type { OperationStatus } from '../environment/EnvironmentStatus';
import type { RefreshRequest } from '../environment/SyncRequest';
import type { ReleaseDetails } from '../release/ReleaseDetails';
import type { EnvironmentDiff } from '../resources/EnvironmentDiff';
import type { EnvironmentEvents } from '../resources/EnvironmentEvents';
import type { EnvironmentResources } from '../resources/EnvironmentResources';
import type { PodLog, PodLogQuery } from '../resources/PodLog';
import type { SyncPreview } from '../resources/SyncPreview';
import type { SyncWindows } from '../resources/SyncWindows';
import {
  createSend,
  type DeliveryCallOptions,
  type Send,
  type TransportOptions,
} from './createSend';
import { deliveryPaths, type EnvironmentPart } from './deliveryPaths';

/**
 * What delivery-backend reads of one environment on demand, and what it has Argo CD do to it. Errors as for
 * {@link DeliveryTransport}.
 *
 * @public
 */
export class ResourceTransport {
  readonly #send: Send;

  constructor(options: TransportOptions) {
    this.#send = createSend(options);
  }

  async getRelease(
    entityRef: string,
    environment: string,
    call: DeliveryCallOptions,
  ): Promise<ReleaseDetails> {
    return this.#get(entityRef, environment, 'release', call);
  }

  async getResources(
    entityRef: string,
    environment: string,
    call: DeliveryCallOptions,
  ): Promise<EnvironmentResources> {
    return this.#get(entityRef, environment, 'resources', call);
  }

  async getDiff(
    entityRef: string,
    environment: string,
    call: DeliveryCallOptions,
  ): Promise<EnvironmentDiff> {
    return this.#get(entityRef, environment, 'diff', call);
  }

  async getEvents(
    entityRef: string,
    environment: string,
    call: DeliveryCallOptions,
  ): Promise<EnvironmentEvents> {
    return this.#get(entityRef, environment, 'events', call);
  }

  async getWindows(
    entityRef: string,
    environment: string,
    call: DeliveryCallOptions,
  ): Promise<SyncWindows> {
    return this.#get(entityRef, environment, 'windows', call);
  }

  /** What a sync would do; nothing is changed. */
  async previewSync(
    entityRef: string,
    environment: string,
    call: DeliveryCallOptions,
  ): Promise<SyncPreview> {
    return this.#get(entityRef, environment, 'sync-preview', call);
  }

  async getLog(
    entityRef: string,
    environment: string,
    query: PodLogQuery,
    call: DeliveryCallOptions,
  ): Promise<PodLog> {
    const path = deliveryPaths.podLog(entityRef, environment, query);
    return this.#send('GET', path, call);
  }

  /** Has Argo CD look at Git and the cluster now; answers when it has. */
  async refresh(
    entityRef: string,
    environment: string,
    request: RefreshRequest,
    call: DeliveryCallOptions,
  ): Promise<{}> {
    const path = deliveryPaths.refresh(entityRef, environment);
    return this.#send('POST', path, call, request);
  }

  /** Ends the operation that runs. What it applied already stays. */
  async terminate(
    entityRef: string,
    environment: string,
    call: DeliveryCallOptions,
  ): Promise<{ operation?: OperationStatus }> {
    const path = deliveryPaths.operation(entityRef, environment);
    return this.#send('DELETE', path, call);
  }

  #get<T>(
    entityRef: string,
    environment: string,
    part: EnvironmentPart,
    call: DeliveryCallOptions,
  ): Promise<T> {
    const path = deliveryPaths.environmentPart(entityRef, environment, part);
    return this.#send('GET', path, call);
  }
}
