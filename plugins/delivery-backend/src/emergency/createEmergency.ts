import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { ChangeBatcher } from '../argocd/readModel/ChangeBatcher';
import type { ReleaseFile } from '../releases/ReleaseFile';
import type { ServiceResolver } from '../services/ServiceResolver';
import { EmergencyReconciler } from './EmergencyReconciler';
import { EmergencyRollbacks } from './EmergencyRollbacks';
import type { EmergencyRollbackStore } from './EmergencyRollbackStore';
import { GitAgreement } from './GitAgreement';
import type { DeploymentLookup, RollbackOpening } from './RollbackOpening';

/** Emergency rollbacks, put together. */
export interface Emergency {
  rollbacks: EmergencyRollbacks;
  reconciler: EmergencyReconciler;
  /** Takes what changed in the world; rollbacks of those services are reconciled. */
  changes: ChangeBatcher;
  stop(): void;
}

/** Puts emergency rollbacks together. */
export function createEmergency(options: {
  auditor: AuditorService;
  delayMs: number;
  deployments: DeploymentLookup;
  hosts: GitHosts;
  logger: LoggerService;
  readModel: ArgocdReadModel;
  releaseFile: ReleaseFile;
  /** Opens the pull requests that make Git agree. */
  opening: RollbackOpening;
  services: ServiceResolver;
  store: EmergencyRollbackStore;
  /** Called with the entity ref of a service of which an emergency rollback moved. */
  onChange(entityRef: string): void;
}): Emergency {
  const { logger } = options;
  const reconciler = new EmergencyReconciler({
    ...options,
    agreement: new GitAgreement(options),
    rollbacks: options.opening,
  });
  const changes = new ChangeBatcher({
    delayMs: options.delayMs,
    onBatch: ({ services, everything }) => {
      reconciler
        .reconcileAll(everything ? undefined : services)
        .catch(error =>
          logger.warn(
            `Emergency rollbacks could not be reconciled: ${stringifyError(
              error,
            )}`,
          ),
        );
    },
  });
  return {
    rollbacks: new EmergencyRollbacks({ ...options, reconciler }),
    reconciler,
    changes,
    stop() {
      changes.stop();
      reconciler.stop();
    },
  };
}
