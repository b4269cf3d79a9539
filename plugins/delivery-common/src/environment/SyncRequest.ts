import type { ResourceReference } from './EnvironmentStatus';

/**
 * The most resources that one request can prune or apply.
 *
 * @public
 */
export const MAX_PRUNED_PER_REQUEST = 100;

/**
 * How an environment is to be synced.
 *
 * @public
 */
export interface SyncRequest {
  /**
   * Removes these resources, which Git no longer has, from the cluster, and syncs nothing else: those that a person has seen and
   * confirmed. Refused when more than these require pruning by now. Without it the whole environment is synced, and pruning
   * is left to the Application's own policy.
   */
  prune?: ResourceReference[];
  /** Applies these and nothing else, also while Synced. Not together with `prune`. */
  resources?: ResourceReference[];
}

/**
 * How an environment is to be looked at again: `hard` also has Argo CD render its manifests anew.
 *
 * @public
 */
export interface RefreshRequest {
  type: 'normal' | 'hard';
}
