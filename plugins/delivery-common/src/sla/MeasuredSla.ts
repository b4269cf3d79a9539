import type { Reason } from '../reason/Reason';

/**
 * What is known of a measured SLA: `measured` has numbers of now, `no-data` means that Prometheus answers and has none,
 * `unreachable` that it does not answer as it should, `not-configured` that nobody measures, `forbidden` that the viewer may not
 * see the environment.
 *
 * @public
 */
export type SlaState =
  | 'measured'
  | 'no-data'
  | 'unreachable'
  | 'not-configured'
  | 'forbidden';

/**
 * Availability of an environment in this calendar month (UTC) so far. Shares are 0 to 1.
 *
 * @public
 */
export interface MeasuredAvailability {
  measured: number;
  /** What `spec.sla.availability` states; left out where it states none. */
  target?: number;
  window: 'month';
  /** Share of the month so far for which there are measurements. */
  coverage: number;
}

/**
 * What is left of the errors that the SLA allows in this calendar month (UTC).
 *
 * @public
 */
export interface ErrorBudget {
  /** 1 is all of it, 0 none, and below 0 it is overspent. */
  left: number;
  /**
   * How fast it is spent: 1 spends exactly the month's budget in a month, 2 in half a month. Left out where that time has no
   * measurements.
   */
  burnRate: { lastHour?: number; last6Hours?: number };
  /** What was left at these times, oldest first; times without measurements are left out. */
  points: Array<{ at: string; left: number }>;
  /** ISO times at which the month began and at which it ends. */
  from: string;
  until: string;
}

/**
 * Latency of an environment in this calendar month (UTC) so far: either the share of requests within the threshold, or the
 * latency at the percentile of the SLA.
 *
 * @public
 */
export interface MeasuredLatency {
  /** Share of requests, 0 to 1, that took no longer than `thresholdSeconds`. */
  share?: number;
  /** How long requests took at the percentile. */
  seconds?: number;
  /** What `spec.sla.latency` states. */
  thresholdSeconds: number;
  /** What `spec.sla.latency` states, as a share: 0.95 for the 95th percentile. */
  targetShare: number;
}

/**
 * What Prometheus says about the SLA of one environment. In the state `unreachable` the numbers are the last that were read, as
 * of `asOf`, where there are any.
 *
 * @public
 */
export interface SlaReading {
  environment: string;
  state: SlaState;
  /** Why there are no numbers, no new ones, or not all of them. */
  reason?: Reason;
  /** ISO time at which the numbers were read. */
  asOf?: string;
  availability?: MeasuredAvailability;
  budget?: ErrorBudget;
  latency?: MeasuredLatency;
}

/**
 * The measured SLA of a service, environments in the order of their promotion.
 *
 * @public
 */
export interface MeasuredSla {
  environments: SlaReading[];
  /** Names of the environments that count as production. */
  productionEnvironments: string[];
}
