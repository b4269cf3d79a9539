import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import type { Requester } from '../promotions/newPromotion';
import type { PromotionOpener } from '../promotions/PromotionOpener';
import type { ResolvedService } from '../services/ServiceResolver';

/** Finds a deployment by its id. */
export interface DeploymentLookup {
  get(id: string): Promise<Deployment | undefined>;
}

/** The pull request that an emergency rollback owes Git. */
export interface OwedRollback {
  deployment: Deployment;
  reason: string;
  /** Id of the emergency rollback. */
  emergency: string;
}

/** Opens the pull request of a rollback. The same one twice leads to the same pull request. */
export interface RollbackOpening {
  open(
    service: ResolvedService,
    owed: OwedRollback,
    requester: Requester,
  ): Promise<{ promotion: { id: string }; created: boolean }>;
}

/** Only the versions go back in Git: what else was changed since is not the emergency's to undo. */
export function toRollbackOpening(
  opener: Pick<PromotionOpener, 'open'>,
): RollbackOpening {
  return {
    open: (service, { deployment, reason, emergency }, requester) =>
      opener.open(
        service,
        {
          from: deployment.environment,
          to: deployment.environment,
          reason,
          rollback: { deployment, scope: 'versions', emergency },
        },
        requester,
      ),
  };
}
