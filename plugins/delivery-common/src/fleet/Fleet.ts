import type { EnvironmentStatus } from '../environment/EnvironmentStatus';
import type { InstanceStatus } from '../environment/InstanceStatus';
import type { PromotionApprovalState } from '../promotion/Promotion';
import type { Reason } from '../reason/Reason';
import type { PromotionStatus } from '../vocabulary';

/**
 * Why a service needs somebody, worst first:
 *
 * - `degraded`: an environment is known to be Degraded now
 * - `sync-failing`: Argo CD is known to fail to apply what Git says
 * - `blocked`: a promotion is held up by something that does not pass by itself
 * - `unreachable`: what is known is old, or nothing is known
 * - `behind`: production runs an older release than the environment before it
 * - `approval`: a promotion waits for an approval
 * - `none`
 *
 * @public
 */
export type FleetNeed =
  | 'degraded'
  | 'sync-failing'
  | 'blocked'
  | 'unreachable'
  | 'behind'
  | 'approval'
  | 'none';

/**
 * How far an environment is behind the one before it.
 *
 * @public
 */
export interface FleetLag {
  /** Releases that were deployed to the environment before since it ran this one; left out where the record does not tell. */
  releases?: number;
  /** ISO time at which the environment before stopped running this Release; left out where the record does not tell. */
  since?: string;
}

/**
 * One environment of a service in the fleet.
 *
 * @public
 */
export interface FleetCell
  extends Pick<
    EnvironmentStatus,
    | 'name'
    | 'cluster'
    | 'promotesFrom'
    | 'presence'
    | 'neverDeployed'
    | 'sync'
    | 'health'
    | 'since'
    | 'mixed'
    | 'instance'
    | 'stale'
    | 'forbidden'
  > {
  /** The running Release in a few characters; left out when it is not known. */
  release?: string;
  /** True when the attempts to sync fail. */
  syncFailing?: true;
  /** True when it differs from Git and a sync window keeps Argo CD from syncing it by itself. */
  syncBlocked?: true;
  /** Share of the traffic of a canary in percent, while one runs. */
  canaryWeight?: number;
  /** Only where it is behind. */
  lag?: FleetLag;
}

/**
 * A promotion that is under way.
 *
 * @public
 */
export interface FleetPromotion {
  to: string;
  status: PromotionStatus;
  approval?: PromotionApprovalState;
  /** Something holds it up that does not pass by itself: a gate or a check that failed, a conflict. */
  blocked?: true;
}

/**
 * A service in the fleet. What the viewer may not see of it is there as `forbidden`, and counts for nothing.
 *
 * @public
 */
export interface FleetRow {
  entityRef: string;
  name: string;
  title?: string;
  /** Entity ref of the owner. */
  owner: string;
  layer?: string;
  category?: string;
  /** Entity ref of the system. */
  system?: string;
  /** In promotion order. */
  environments: FleetCell[];
  promotion?: FleetPromotion;
  need: FleetNeed;
  /** What `need` is about, in one reason; left out where the words of the cell say it all. */
  why?: { environment: string; reason: Reason };
}

/**
 * All services that the viewer may see, by need and then by name.
 *
 * @public
 */
export interface Fleet {
  items: FleetRow[];
  /** Left out for callers that are not told of instances. */
  instances?: InstanceStatus[];
  /** Names of the environments that count as production. */
  productionEnvironments: string[];
}
