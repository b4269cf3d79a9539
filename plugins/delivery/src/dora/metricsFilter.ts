import type { DoraQuery } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Lengths of one point of a plot.
 *
 * @internal
 */
export const BUCKETS = ['day', 'week', 'month'] as const;

/**
 * How far back plots go, in days.
 *
 * @internal
 */
export const METRIC_PERIODS = ['30', '90', '365'] as const;

/**
 * What a page of metrics shows: what its address says.
 *
 * @internal
 */
export interface MetricsFilter {
  service?: string;
  team?: string;
  period: (typeof METRIC_PERIODS)[number];
  bucket: DoraQuery['bucket'];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MONDAY = 1;

/**
 * Reads what an address says; 90 days by the week where it says nothing.
 *
 * @internal
 */
export function readMetricsFilter(params: URLSearchParams): MetricsFilter {
  return {
    service: params.get('service') ?? undefined,
    team: params.get('team') ?? undefined,
    period: METRIC_PERIODS.find(days => days === params.get('days')) ?? '90',
    bucket: BUCKETS.find(one => one === params.get('bucket')) ?? 'week',
  };
}

/**
 * What the portal is asked for: from the beginning of a whole day, week or month (in UTC) until the end of today.
 *
 * @param now - in milliseconds
 * @internal
 */
export function toDoraQuery(
  filter: MetricsFilter,
  scope: Pick<DoraQuery, 'service' | 'team'>,
  now: number,
): DoraQuery {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const until = today + DAY_MS;
  const begin = new Date(until - Number(filter.period) * DAY_MS);
  if (filter.bucket === 'week') {
    const sinceMonday = (begin.getUTCDay() - MONDAY + 7) % 7;
    begin.setUTCDate(begin.getUTCDate() - sinceMonday);
  } else if (filter.bucket === 'month') {
    begin.setUTCDate(1);
  }
  const service = scope.service ?? filter.service;
  const team = scope.team ?? filter.team;
  return {
    ...(service ? { service } : {}),
    ...(team ? { team } : {}),
    since: begin.toISOString(),
    until: new Date(until).toISOString(),
    bucket: filter.bucket,
  };
}
