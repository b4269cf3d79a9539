import type {
  Deployment,
  DeploymentCause,
  DeploymentOutcome,
} from './Deployment';
import type { DoraFigure } from './DoraMetrics';

/**
 * Which deployments are asked for: those for which everything given is true. Without `service` and `team`, those of all
 * services that the caller may see.
 *
 * @public
 */
export interface DeploymentQuery {
  /** Entity ref of a Component. */
  service?: string;
  /** Entity ref of a Group that owns the services. */
  team?: string;
  environments?: string[];
  causes?: DeploymentCause[];
  outcomes?: DeploymentOutcome[];
  /** Only those that a rollback took back. */
  rolledBack?: boolean;
  /** Only those that this figure of DORA metrics was computed from, with the same `service`, `team`, `since` and `until`. */
  countedIn?: DoraFigure;
  /** Begun at this ISO time or later. */
  since?: string;
  /** Begun before this ISO time. */
  until?: string;
  /** Part of a version, a service's name, a person or a commit. */
  text?: string;
}

/**
 * A page of deployments, newest first.
 *
 * @public
 */
export interface DeploymentPage {
  items: Deployment[];
  /** Leads to the next page; left out on the last one. */
  nextCursor?: string;
}
