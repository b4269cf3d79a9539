import type {
  DoraFigure,
  DoraFigures,
  DoraMetrics,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * The four metrics of DORA, in the order they are shown.
 *
 * @internal
 */
export const DORA_METRICS = [
  'frequency',
  'leadTime',
  'failureRate',
  'restore',
] as const;

/** @internal */
export type DoraMetric = (typeof DORA_METRICS)[number];

/**
 * One metric of one span of time.
 *
 * @internal
 */
export interface DoraPoint {
  /** ISO times. */
  since: string;
  until: string;
  /** Deployments, seconds, or a share from 0 to 1; undefined where there was nothing to compute it from. */
  value?: number;
  /** How many deployments it was computed from. */
  count: number;
}

/**
 * The list of deployments that a metric was computed from. That of a rate is its failures: what it divides them by is the
 * list of the frequency.
 *
 * @internal
 */
export const FIGURE_OF: Record<DoraMetric, DoraFigure> = {
  frequency: 'deployments',
  leadTime: 'leadTime',
  failureRate: 'failures',
  restore: 'restore',
};

/**
 * A metric out of the figures of a span of time.
 *
 * @internal
 */
export function doraValue(
  metric: DoraMetric,
  figures: DoraFigures,
): { value?: number; count: number } {
  switch (metric) {
    case 'frequency':
      return { value: figures.deployments, count: figures.deployments };
    case 'leadTime':
      return {
        value: figures.leadTimeSeconds,
        count: figures.leadTimeCount,
      };
    case 'failureRate':
      return {
        value:
          figures.deployments > 0
            ? figures.failures / figures.deployments
            : undefined,
        count: figures.failures,
      };
    default:
      return { value: figures.restoreSeconds, count: figures.restoreCount };
  }
}

/**
 * A metric over time.
 *
 * @internal
 */
export function doraSeries(
  metric: DoraMetric,
  metrics: Pick<DoraMetrics, 'buckets'>,
): DoraPoint[] {
  return metrics.buckets.map(({ since, until, ...figures }) => ({
    since,
    until,
    ...doraValue(metric, figures),
  }));
}
