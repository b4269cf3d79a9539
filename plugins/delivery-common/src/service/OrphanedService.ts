import type { HealthStatus, SyncStatus } from '../vocabulary';

/**
 * An Application of Argo CD that names a service which the catalog does not have.
 *
 * @public
 */
export interface OrphanedApplication {
  name: string;
  /** Name of the Argo CD instance. */
  instance: string;
  environment: string;
  sync: SyncStatus;
  health: HealthStatus;
  /** Its page in Argo CD. */
  url?: string;
  /** Whether these are the last known facts: the instance does not answer, or does not list it any more. */
  stale: boolean;
}

/**
 * A service that Argo CD has Applications of and the catalog does not have: usually one whose service.yaml was removed.
 *
 * @public
 */
export interface OrphanedService {
  name: string;
  /** In order of environment. */
  applications: OrphanedApplication[];
}
