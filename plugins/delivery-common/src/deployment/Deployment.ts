import type { CommitSummary } from '../release/CommitSummary';
import type { Release } from '../release/Release';
import type { RolledBackRelease } from '../rollback/RolledBackRelease';

/**
 * One Release that ran in one environment from one time to another. Times are ISO 8601 in UTC.
 *
 * @public
 */
export interface Deployment {
  id: string;
  entityRef: string;
  /** Name of the environment. */
  environment: string;
  /** Argo CD instance, by its name in app-config. */
  instance: string;
  /** Argo CD Application, `namespace/name`. */
  application: string;
  /** The Release, by the environment's files in Git at `revision`; undefined when they do not say. */
  release?: Release;
  /** The Release of the deployment before it; undefined for the first one, and where that is not known. */
  replaces?: Release;
  /** Commit that was deployed first with this Release. */
  revision: string;
  /** When its first sync finished. */
  from: string;
  /** When the next deployment to the environment began; undefined for the current one. */
  until?: string;
  /** Since when it was healthy, by the first time that was seen after its sync; undefined when nobody saw it. */
  healthySince?: string;
  /** When the period began in which it was seen healthy last; undefined where that was not recorded. */
  lastHealthySince?: string;
  /** When it became Degraded after it had been healthy; undefined when it was not seen so, or has been seen healthy again. */
  degradedAt?: string;
  /** Id of the promotion, or rollback, that brought it. */
  promotion?: string;
  /** How it came about; left out when it is not known. */
  cause?: DeploymentCause;
  /**
   * Who brought it: whoever asked for the promotion or rollback (entity ref, `external:` or `plugin:`), who changed it in Git
   * (as the Git host names people), or Argo CD's account; by `cause`.
   */
  by?: string;
  /** The commit `revision`, as far as its Git host tells. */
  commit?: CommitSummary;
  /** When each stage of its promotion or rollback was reached. */
  stages?: DeploymentStages;
  /** Set when the Release was rolled back from it. */
  rolledBack?: RolledBackRelease;
  /** Undefined when it is not known. */
  outcome?: DeploymentOutcome;
}

/**
 * What became of a deployment: `succeeded` once it was seen healthy after its sync, `failed` when it was only ever seen degraded.
 *
 * @public
 */
export type DeploymentOutcome = 'succeeded' | 'failed';

/**
 * How a deployment came about:
 *
 * - `promotion`, `rollback`: by a pull request of the portal
 * - `emergency-rollback`: rolled back in Argo CD through the portal
 * - `outside-git`: Argo CD went back to an older commit, and the portal was not asked
 * - `git`: somebody changed Git
 *
 * @public
 */
export type DeploymentCause =
  | 'promotion'
  | 'rollback'
  | 'emergency-rollback'
  | 'outside-git'
  | 'git';

/**
 * ISO times at which the stages of what brought a deployment were reached, as far as they are known.
 *
 * @public
 */
export interface DeploymentStages {
  requestedAt: string;
  mergedAt?: string;
  /** When the sync had finished. */
  syncedAt?: string;
  healthyAt?: string;
}
