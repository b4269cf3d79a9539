/**
 * Why nothing is promoted anywhere at the moment.
 *
 * @public
 */
export interface LineStop {
  /** In the words of whoever stopped it. */
  reason: string;
  /** Entity ref of the user, or the subject of a service. */
  by: string;
  /** ISO 8601 time. */
  at: string;
}

/**
 * The one switch of the whole portal: while the line is stopped, nothing is promoted. The way back stays open.
 *
 * @public
 */
export interface Line {
  /** Left out while the line runs. */
  stop?: LineStop;
  /** Whether the caller may stop and resume it. */
  mayStop: boolean;
}

/**
 * Stops the line.
 *
 * @public
 */
export interface LineStopRequest {
  /** Everybody whose promotion is held back reads it. */
  reason: string;
}
