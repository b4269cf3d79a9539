import type { OperationStatus } from '../environment/EnvironmentStatus';
import type { Promotion } from '../promotion/Promotion';
import type {
  EmergencyRollback,
  EmergencyRollbackRequest,
  RollbackCandidate,
  RollbackPreview,
  RollbackRequest,
  RolloutActionRequest,
} from '../rollback/Rollback';
import {
  createSend,
  type DeliveryCallOptions,
  type Send,
  type TransportOptions,
} from './createSend';
import { deliveryPaths } from './deliveryPaths';

/**
 * The way back in delivery-backend's HTTP API. Errors as for {@link DeliveryTransport}.
 *
 * @public
 */
export class RollbackTransport {
  readonly #send: Send;

  constructor(options: TransportOptions) {
    this.#send = createSend(options);
  }

  /** Releases that the environment ran before, newest first, one for each. */
  async getCandidates(
    entityRef: string,
    environment: string,
    call: DeliveryCallOptions,
  ): Promise<{ items: RollbackCandidate[] }> {
    const path = deliveryPaths.rollbackCandidates(entityRef, environment);
    return this.#send('GET', path, call);
  }

  async preview(
    entityRef: string,
    request: RollbackRequest,
    call: DeliveryCallOptions,
  ): Promise<RollbackPreview> {
    const path = deliveryPaths.rollbackPreview(entityRef);
    return this.#send('POST', path, call, request);
  }

  /** Opens the pull request of a rollback. The same request twice leads to the same one. */
  async open(
    entityRef: string,
    request: RollbackRequest,
    call: DeliveryCallOptions,
  ): Promise<Promotion> {
    const path = deliveryPaths.rollbacks(entityRef);
    return this.#send('POST', path, call, request);
  }

  /** Rolls back in Argo CD at once, past Git, and opens the pull request that makes Git agree. */
  async openEmergency(
    entityRef: string,
    environment: string,
    request: EmergencyRollbackRequest,
    call: DeliveryCallOptions,
  ): Promise<EmergencyRollback> {
    const path = deliveryPaths.emergencyRollbacks(entityRef, environment);
    return this.#send('POST', path, call, request);
  }

  /** Acts on the canary of an environment. */
  async runRolloutAction(
    entityRef: string,
    environment: string,
    request: RolloutActionRequest,
    call: DeliveryCallOptions,
  ): Promise<{ operation?: OperationStatus }> {
    const path = deliveryPaths.rolloutActions(entityRef, environment);
    return this.#send('POST', path, call, request);
  }
}
