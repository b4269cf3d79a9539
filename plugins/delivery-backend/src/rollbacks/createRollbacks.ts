import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  Deployment,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { CommitAuthors } from '@stonegarden/backstage-plugin-delivery-node';
import type { RollbackApi } from '../api/rollbacks/RollbackApi';
import { Rollbacks } from '../api/rollbacks/Rollbacks';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import type { EmergencyRollbacks } from '../emergency/EmergencyRollbacks';
import type { PromotionOpener } from '../promotions/PromotionOpener';
import type { PromotionPlan } from '../promotions/planPromotion';
import type { PromotionStore } from '../promotions/PromotionStore';
import type { GitReleases } from '../releases/GitReleases';
import type { ReleaseFile } from '../releases/ReleaseFile';
import type { ServiceResolver } from '../services/ServiceResolver';
import { RollbackCandidates } from './RollbackCandidates';
import { RollbackPreviewer } from './RollbackPreviewer';
import type { RollbackWarningCollector } from './warnings/RollbackWarningCollector';

function releaseThatRunsAgain(
  deployment: Deployment,
  { edit }: PromotionPlan,
): { release?: Release } {
  const release = edit?.release ?? deployment.release;
  return release ? { release } : {};
}

/** Puts rollbacks together. They are opened, recorded and followed by what opens promotions. */
export function createRollbacks(options: {
  auth: AuthService;
  authors: CommitAuthors;
  catalog: CatalogService;
  deployments: DeploymentStore;
  emergency: Pick<EmergencyRollbacks, 'preview'>;
  gitReleases: GitReleases;
  logger: LoggerService;
  opener: PromotionOpener;
  promotions: PromotionStore;
  releaseFile: ReleaseFile;
  services: ServiceResolver;
  warnings: Pick<RollbackWarningCollector, 'collect'>;
}): RollbackApi {
  return new Rollbacks({
    ...options,
    candidates: new RollbackCandidates(options),
    previewer: new RollbackPreviewer({
      ...options,
      findWarnings: (_service, { deployment, plan }) =>
        options.warnings.collect({
          location: plan.location,
          deployment,
          ...releaseThatRunsAgain(deployment, plan),
        }),
    }),
  });
}
