/** How Applications are called where nothing is known of them; with `{service}`, `{environment}` and `{team}`. */
export interface ApplicationPatterns {
  name: string;
  /** Undefined: that of the service's other Applications. */
  project?: string;
}
