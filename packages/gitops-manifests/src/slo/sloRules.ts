/**
 * Times over which the recording rules of an SLO have a series.
 *
 * @public
 */
export const SLO_WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

/**
 * One of {@link SLO_WINDOWS}.
 *
 * @public
 */
export type SloWindow = (typeof SLO_WINDOWS)[number];

/**
 * What an SLO is about; the label `slo` of its series.
 *
 * @public
 */
export type SloObjective = 'availability' | 'latency';

/**
 * Name of the series that records which share of requests missed an objective over a time: failed for `availability`, took too
 * long for `latency`. Its labels are `service`, `environment` and `slo`; where there were no requests it has no sample.
 *
 * @public
 */
export function sloErrorRatio(window: SloWindow): string {
  return `service:slo_errors:ratio_rate${window}`;
}
