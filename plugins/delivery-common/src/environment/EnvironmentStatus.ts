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
  /**
   * What it does. Only a `sync` deploys: a `partial-sync` applies some resources, as self-heal does, and a `dry-run` applies
   * nothing. Both end `Succeeded` all the same.
   */
  kind: 'sync' | 'partial-sync' | 'dry-run';
  /** True while it runs and its attempts fail: `message` says why. */
  retrying?: true;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  /** Commit that it is for, in the service's own repository. */
  revision?: string;
}

/**
 * What Argo CD says is wrong with an Application, such as `ComparisonError` or `SharedResourceWarning`.
 *
 * @public
 */
export interface ApplicationCondition {
  /** Argo CD's own name of it. */
  type: string;
  /** Argo CD's own words, without addresses. */
  message: string;
  /** ISO time. */
  since?: string;
}

/**
 * Names a resource of an environment.
 *
 * @public
 */
export interface ResourceReference {
  /** API group; undefined for Kubernetes' core. */
  group?: string;
  kind: string;
  /** Undefined for one of the whole cluster. */
  namespace?: string;
  name: string;
}

/**
 * A resource of an environment that differs from Git.
 *
 * @public
 */
export interface DifferentResource extends ResourceReference {
  /** True for one that Git no longer has, and that only a sync with pruning removes. */
  requiresPruning?: true;
}

/**
 * The version that a canary tries beside the stable one.
 *
 * @public
 */
export interface CanaryStatus {
  release: Release;
  state: 'progressing' | 'paused' | 'aborted';
  /** Share of the traffic in percent. */
  weight?: number;
  /** Index of the step it is at, from 0. */
  step?: number;
  /** Argo Rollouts' hash of its pod template, as in {@link RolloutProgress}. */
  podHash?: string;
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
  /** Names of the environments that releases come from, where service.yaml says so; see `predecessorsOf`. */
  promotesFrom?: string[];
  rollout?: 'rolling' | 'canary' | 'blueGreen';
  /** The canary's weights in percent, in order, where the manifest has steps. */
  rolloutWeights?: number[];
  /**
   * True when the viewer may not see this environment (`delivery.environment.read`). Then only what the manifest says is
   * given, and sync and health are `Unknown`.
   */
  forbidden?: true;
  /**
   * What is known about the environment's Application in Argo CD:
   *
   * - `present`: it is there
   * - `unlisted`: it was there and is no longer listed, without a proof that it is gone; the last facts are kept and `stale`
   * - `absent`: it is proven not to be there
   * - `forbidden`: the portal's account may not see it
   * - `unknown`: none of these is known
   *
   * Sync and health are `Unknown` unless it is `present` or `unlisted`.
   */
  presence: 'present' | 'unlisted' | 'absent' | 'forbidden' | 'unknown';
  /** True when Argo CD has the Application and has never deployed it. */
  neverDeployed?: true;
  sync: SyncStatus;
  /** Why sync is what it is, where Argo CD says more than the word. */
  syncReason?: Reason;
  health: HealthStatus;
  /** Why health is what it is, or why nothing is known. */
  healthReason?: Reason;
  /** ISO time since when health is what it is, by Argo CD. */
  since?: string;
  operation?: OperationStatus;
  /** What Argo CD says is wrong, worst first. */
  conditions?: ApplicationCondition[];
  /** What differs from Git, as far as Argo CD lists it; only while `OutOfSync`. */
  differences?: {
    total: number;
    /** True when all that is left is to remove what Git no longer has. */
    pruneOnly: boolean;
    /** At most 20 of them; 100 where all that is left is pruning. */
    resources: DifferentResource[];
  };
  /** What runs, by Argo CD: beside a canary the stable version. Undefined when not known. */
  release?: Release;
  /** True when two versions of one image run and it is not known which of them is the stable one. */
  mixed?: true;
  canary?: CanaryStatus;
  /**
   * What Git names: as the catalog read it last, or as of `asOf` (ISO time) where the Git host was asked itself.
   */
  git?: { release?: Release; asOf?: string; problem?: Reason };
  /** Why what runs is not what Git says, where it was changed past Git. */
  outsideGit?: Reason;
  /** Commit that Argo CD compares the environment with: the newest it has read, in the service's own repository. */
  comparedRevision?: string;
  /** Commit of the last deployment, in the service's own repository: of the last whole, real sync. */
  revision?: string;
  /** ISO time of the last deployment. */
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
