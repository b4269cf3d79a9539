/**
 * How an environment is to be synced.
 *
 * @public
 */
export interface SyncRequest {
  /** Also removes from the cluster what Git no longer has. Without it that is left to the Application's own policy. */
  prune?: boolean;
}
