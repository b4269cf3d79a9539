/**
 * That a Release was rolled back in an environment: it is not offered there again without saying so.
 *
 * @public
 */
export interface RolledBackRelease {
  /** ISO time at which the rollback was asked for. */
  at: string;
  /** Entity ref of a user, or the subject of a service. */
  by: string;
  /** In their own words. */
  reason?: string;
}
