import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  EmergencyRollback,
  EmergencyRollbackRequest,
  Promotion,
  RollbackCandidate,
  RollbackPreview,
  RollbackRequest,
  RolloutActionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';

/**
 * What the pages ask of delivery-backend about the way back. Entity refs and errors are those of {@link DeliveryApi}.
 *
 * @public
 */
export interface RollbackApi {
  /** Releases that the environment ran before, newest first, one for each. */
  getCandidates(
    entityRef: string,
    environment: string,
    options?: DeliveryRequestOptions,
  ): Promise<RollbackCandidate[]>;

  previewRollback(
    entityRef: string,
    request: RollbackRequest,
    options?: DeliveryRequestOptions,
  ): Promise<RollbackPreview>;

  /**
   * Opens the rollback's pull request as the signed-in user, and answers when it is open. Asking twice leads to the same pull
   * request. What ends the call early ends only the wait.
   */
  openRollback(
    entityRef: string,
    request: RollbackRequest,
    options?: DeliveryRequestOptions,
  ): Promise<Promotion>;

  /** Rolls back in Argo CD at once, past Git; the pull request that makes Git agree follows. */
  openEmergencyRollback(
    entityRef: string,
    environment: string,
    request: EmergencyRollbackRequest,
    options?: DeliveryRequestOptions,
  ): Promise<EmergencyRollback>;

  /** Acts on the canary of an environment. */
  runRolloutAction(
    entityRef: string,
    environment: string,
    request: RolloutActionRequest,
    options?: DeliveryRequestOptions,
  ): Promise<void>;
}

/**
 * Client of delivery-backend for the way back.
 *
 * @public
 */
export const rollbackApiRef = createApiRef<RollbackApi>().with({
  id: 'plugin.delivery.rollback-client',
  pluginId: 'delivery',
});
