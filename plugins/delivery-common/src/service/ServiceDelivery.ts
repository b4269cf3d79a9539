import type { EnvironmentStatus } from '../environment/EnvironmentStatus';
import type { InstanceStatus } from '../environment/InstanceStatus';
import type { EnvironmentTransition } from '../promotion/EnvironmentTransition';
import type { OverrideLimits } from '../promotion/PromotionOverride';
import type { Reason } from '../reason/Reason';
import type { EnvironmentHistory } from '../rollback/Rollback';
import type { HealthStatus } from '../vocabulary';

/**
 * An Application that names a service, and is not that of one of its environments.
 *
 * @public
 */
export interface StrayApplication {
  name: string;
  /** Name of the Argo CD instance that has it. */
  instance: string;
  /** The environment that it names. */
  environment?: string;
  /** Where it deploys to: cluster and namespace, as far as it states them. */
  destination: string;
  /** Link to Argo CD's own page. */
  url?: string;
  /** Why it is not the environment's. */
  reason: Reason;
}

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
  /** The past of the environments; left out of those that the viewer may not see. */
  histories: EnvironmentHistory[];
  /** Those that have the Applications of the environments, or may have those that are not known. */
  instances: InstanceStatus[];
  /** Applications that name the service, and are not those of its environments. */
  strayApplications: StrayApplication[];
  /** What the viewer may do, by environment. */
  permissions: {
    /** Environments the viewer may promote to. */
    promote: string[];
    /** Environments the viewer may sync. */
    sync: string[];
    /** Protected environments the viewer may approve promotions to. */
    approve: string[];
    /** Environments whose gates the viewer may override. */
    override: string[];
    /** Environments the viewer may roll back by a pull request. */
    rollback: string[];
    /** Environments the viewer may roll back in Argo CD, past Git. */
    emergencyRollback: string[];
    /** Environments whose canary the viewer may abort, begin again, and have go on after a pause. */
    rollout: string[];
    /** Environments whose canary the viewer may have leave out steps. */
    rolloutBypass: string[];
    /** Environments whose pods' logs the viewer may read. */
    logs: string[];
  };
  /** How long the viewer may override gates; left out where the viewer may override none. */
  overrideLimits?: OverrideLimits;
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
      | 'name'
      | 'presence'
      | 'neverDeployed'
      | 'sync'
      | 'syncReason'
      | 'health'
      | 'healthReason'
      | 'release'
      | 'mixed'
      | 'stale'
      | 'forbidden'
    > & {
      /** True when the attempts to sync fail. */
      syncFailing?: true;
      /** True when it differs from Git and stays so until a person syncs it: Argo CD does not sync it by itself. */
      awaitsSync?: true;
    }
  >;
  /** The worst health of all environments, `Unknown` when any is stale or unknown and none is worse. */
  health: HealthStatus;
}
