import type { Release } from '../release/Release';

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
  /** Commit that was deployed first with this Release. */
  revision: string;
  /** When its first sync finished. */
  from: string;
  /** When the next deployment to the environment began; undefined for the current one. */
  until?: string;
  /** Since when it was healthy, by the first time that was seen after its sync; undefined when nobody saw it. */
  healthySince?: string;
  /** Id of the promotion that brought it. */
  promotion?: string;
  /** Undefined when it is not known. */
  outcome?: DeploymentOutcome;
}

/**
 * What became of a deployment: `succeeded` once it was seen healthy after its sync, `failed` when it was only ever seen degraded.
 *
 * @public
 */
export type DeploymentOutcome = 'succeeded' | 'failed';
