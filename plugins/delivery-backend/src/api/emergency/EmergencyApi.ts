import type {
  EmergencyRollback,
  EmergencyRollbackRequest,
  RolloutActionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';

/**
 * What is done to what runs, past Git. `Emergency` does the work; `AuthorizedEmergency` and `AuditedEmergency` are wrapped around
 * it. Errors as of `DeliveryApi`.
 */
export interface EmergencyApi {
  /**
   * Has Argo CD roll back at once, and sees to the pull request that makes Git agree; `created` is false for the same request that
   * is under way. NotAllowedError for services: people do this. ConflictError where Argo CD refuses.
   */
  rollBack(
    entityRef: string,
    environment: string,
    request: EmergencyRollbackRequest,
    caller: Caller,
  ): Promise<{ rollback: EmergencyRollback; created: boolean }>;

  /** Does nothing where it is done already. ConflictError when no canary is under way, or it is at another step by now. */
  runRolloutAction(
    entityRef: string,
    environment: string,
    request: RolloutActionRequest,
    caller: Caller,
  ): Promise<void>;
}
