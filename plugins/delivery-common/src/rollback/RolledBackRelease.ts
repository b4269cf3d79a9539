/**
 * That a Release was rolled back in an environment: it is not offered there again without saying so.
 *
 * @public
 */
export interface RolledBackRelease {
  /** ISO time at which the rollback was asked for, or made where nobody asked the portal. */
  at: string;
  /** Entity ref of a user, the subject of a service, or Argo CD's account; left out when it is not known. */
  by?: string;
  /** In their own words. */
  reason?: string;
}
