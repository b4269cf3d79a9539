import type { Release } from '../release/Release';

/**
 * How much goes back:
 *
 * - `versions`: the versions of the images only; replicas, variables and limits that were changed since stay
 * - `everything`: the files of the environment as they were at that deployment
 *
 * @public
 */
export type RollbackScope = 'versions' | 'everything';

/**
 * What makes a promotion a rollback. Its `from` and `to` are both the environment that is rolled back.
 *
 * @public
 */
export interface RollbackDetails {
  /** Id of the Deployment whose Release runs again. */
  deployment: string;
  scope: RollbackScope;
  /** The Release that is taken back: what Git named when it was asked for. */
  replaces?: Release;
  /** Opened by the portal itself, because verification of this promotion failed. */
  automaticFor?: string;
  /** Id of the emergency rollback that it makes Git agree with. */
  emergency?: string;
}
