import type {
  Promotion,
  RollbackCandidate,
  RollbackPreview,
  RollbackRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';

/**
 * The way back, as the HTTP API offers it. `Rollbacks` does the work; `AuthorizedRollbacks` and `AuditedRollbacks` are wrapped
 * around it. Errors as for {@link DeliveryApi}.
 */
export interface RollbackApi {
  /** Releases that an environment ran before and that Git does not name now: the newest deployment of each, newest first. */
  candidates(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<RollbackCandidate[]>;

  /** NotFoundError for a deployment that was not to this environment. */
  preview(
    entityRef: string,
    request: RollbackRequest,
    caller: Caller,
  ): Promise<RollbackPreview>;

  /**
   * Opens the pull request of a rollback; `created` is false for one that was open already. ConflictError when it cannot be
   * opened, and when a reason is needed and none was given.
   */
  open(
    entityRef: string,
    request: RollbackRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }>;
}
