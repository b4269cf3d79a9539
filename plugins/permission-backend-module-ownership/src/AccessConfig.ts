/**
 * Who has which role, as `delivery.access` in app-config says.
 *
 * @public
 */
export interface AccessConfig {
  /** Refs of groups and users that may do everything. */
  administrators: string[];
  /** Refs of groups and users that promote, sync and approve everywhere. */
  releaseManagers: string[];
  /** Names of permissions that every member has beside those that the policy knows. */
  alsoAllow: string[];
}
