/**
 * The Deployment whose Release is promoted, chosen out of the service's history.
 *
 * @public
 */
export interface ChosenRelease {
  /** Id of the Deployment. */
  deployment: string;
  /** The environment that it was to. */
  environment: string;
  /** The commit that was deployed. */
  commit: string;
}

/**
 * That a chosen Release is older than what the target has: where it comes again, that is a way back.
 *
 * @public
 */
export interface PromotionBack {
  /** The last Deployment of the Release to the target itself, to which it can be rolled back; left out where it never ran there. */
  deployment?: string;
  /** ISO time until which that ran. */
  until?: string;
}
