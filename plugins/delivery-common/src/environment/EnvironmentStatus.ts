import type { Reason } from '../reason/Reason';
import type { Release } from '../release/Release';
import type { HealthStatus, OperationPhase, SyncStatus } from '../vocabulary';

/**
 * Argo CD's last operation on an Application.
 *
 * @public
 */
export interface OperationStatus {
  phase: OperationPhase;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
}

/**
 * The state of one environment of a service.
 *
 * @public
 */
export interface EnvironmentStatus {
  name: string;
  cluster: string;
  namespace: string;
  autoSync: boolean;
  rollout?: 'rolling' | 'canary' | 'blueGreen';
  /** The canary's weights in percent, in order, where the manifest has steps. */
  rolloutWeights?: number[];
  /**
   * True when the viewer may not see this environment (`delivery.environment.read`). Then only what the manifest says is
   * given, and sync and health are `Unknown`.
   */
  forbidden?: true;
  sync: SyncStatus;
  health: HealthStatus;
  /** Why health is what it is; Argo CD's own words have the code `HealthDetail`. */
  healthReason?: Reason;
  /** ISO time since when health is what it is, by Argo CD. */
  since?: string;
  operation?: OperationStatus;
  /** What runs, by Argo CD; undefined when not known. */
  release?: Release;
  /** Commit that was synced last. */
  revision?: string;
  /** ISO time of the last finished deployment. */
  deployedAt?: string;
  application?: {
    name: string;
    /** Link to Argo CD's own page, when the instance has a public address configured. */
    url?: string;
  };
  /** Name of the Argo CD instance that answers for this environment. */
  instance?: string;
  /**
   * True when these are the last facts of an instance that does not answer any more. Sync and health then keep
   * what was seen last; show them in grey with the instance's `unreachableSince`.
   */
  stale: boolean;
  /** ISO time at which these facts were true; undefined when the instance never answered. */
  asOf?: string;
}
