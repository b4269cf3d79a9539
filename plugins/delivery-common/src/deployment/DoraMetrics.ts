/**
 * What DORA metrics are asked for.
 *
 * @public
 */
export interface DoraQuery {
  /** Entity ref of a Component. */
  service?: string;
  /** Entity ref of a Group that owns the services. */
  team?: string;
  /** ISO time. */
  since: string;
  /** ISO time. */
  until: string;
  bucket: 'day' | 'week' | 'month';
}

/**
 * A figure of DORA metrics, for the list of deployments that it was computed from:
 *
 * - `deployments`: those to production
 * - `failures`: those of them that failed, or were rolled back
 * - `leadTime`: those whose lead time is known
 * - `restore`: the failures after which one succeeded
 *
 * @public
 */
export type DoraFigure = 'deployments' | 'failures' | 'leadTime' | 'restore';

/**
 * The metrics of one span of time. Durations are in seconds.
 *
 * @public
 */
export interface DoraFigures {
  /** Deployments to production that began in it. */
  deployments: number;
  /** Those of them that failed, or were rolled back. */
  failures: number;
  /** Median time from the commit that first named the Release in Git to its Deployment; left out where no commit's time is known. */
  leadTimeSeconds?: number;
  /** How many deployments the lead time was computed from. */
  leadTimeCount: number;
  /** Median time from the beginning of a failed Deployment to that of the next one that succeeded; left out where there is none. */
  restoreSeconds?: number;
  /** How many failures the time to restore was computed from. */
  restoreCount: number;
}

/**
 * Deployment frequency, lead time, change failure rate and time to restore of production, over time.
 *
 * @public
 */
export interface DoraMetrics {
  /** Names of the environments that count as production. */
  environments: string[];
  /** How many services were counted. */
  services: number;
  buckets: Array<DoraFigures & { since: string; until: string }>;
  total: DoraFigures;
}
