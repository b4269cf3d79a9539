/**
 * What somebody asks for who overrides gates of a promotion.
 *
 * @public
 */
export interface OverrideRequest {
  /** Ids of the gates that are to hold it back no longer, at most 50. Each must be one that may be overridden. */
  gates: string[];
  /** Why, in the person's own words. */
  reason: string;
  /** How long it holds, in whole minutes: at least 1, and at most what app-config allows. What app-config says when left out. */
  minutes?: number;
}

/**
 * An override of gates of a promotion that is open.
 *
 * @public
 */
export interface OpenOverrideRequest extends OverrideRequest {
  /** The head of the pull request, as the person has seen it: the full hash. */
  commit: string;
}

/**
 * Somebody's decision that gates hold a promotion back no longer, for a time. It counts until it expires, for what the pull
 * request holds of the portal's own making, and for no gate that it does not name.
 *
 * @public
 */
export interface PromotionOverride {
  /** Entity ref of the person. */
  by: string;
  /** ISO time. */
  at: string;
  /** ISO time at which it expires. */
  until: string;
  /** In the person's own words. */
  reason: string;
  /** Ids of gates. */
  gates: string[];
  /** The head of the pull request then; left out of one that the promotion was opened with, which is about the portal's own commit. */
  commit?: string;
}

/**
 * How long an override may hold.
 *
 * @public
 */
export interface OverrideLimits {
  /** When nobody says otherwise. */
  defaultMinutes: number;
  maxMinutes: number;
}
