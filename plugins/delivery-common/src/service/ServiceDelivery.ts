import type { EnvironmentStatus } from '../environment/EnvironmentStatus';
import type { InstanceStatus } from '../environment/InstanceStatus';
import type { EnvironmentTransition } from '../promotion/EnvironmentTransition';
import type { HealthStatus } from '../vocabulary';

/**
 * All that a service's page needs to know about its environments. Environments that the viewer may not see are there as
 * `forbidden`, and the transitions from and to them are `unknown`.
 *
 * @public
 */
export interface ServiceDelivery {
  entityRef: string;
  environments: EnvironmentStatus[];
  transitions: EnvironmentTransition[];
  instances: InstanceStatus[];
  /** What the viewer may do, by environment. */
  permissions: {
    /** Environments the viewer may promote to. */
    promote: string[];
    /** Environments the viewer may sync. */
    sync: string[];
  };
  /** ISO time of this answer. */
  generatedAt: string;
}

/**
 * A service in one line: for lists and dependencies.
 *
 * @public
 */
export interface ServiceDeliverySummary {
  entityRef: string;
  environments: Array<
    Pick<
      EnvironmentStatus,
      'name' | 'sync' | 'health' | 'release' | 'stale' | 'forbidden'
    >
  >;
  /** The worst health of all environments, `Unknown` when any is stale or unknown and none is worse. */
  health: HealthStatus;
}
