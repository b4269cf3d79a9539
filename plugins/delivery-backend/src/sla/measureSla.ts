import {
  createReason,
  type ErrorBudget,
  type MeasuredLatency,
  type SlaReading,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import type { ResolvedService } from '../services/ServiceResolver';
import {
  burnRate,
  divideMonth,
  type MonthSteps,
  spendBudget,
  summarizeRatios,
} from './errorBudget';
import type { PrometheusClient } from './PrometheusClient';
import type { QueryVariables } from './QueryTemplate';
import type { PrometheusConfig } from './readPrometheusConfig';

const HOUR = 3600;

/** Asks one Prometheus for the SLA of one environment: four queries at once. Throws what the client throws. */
export async function measureSla(options: {
  config: Pick<PrometheusConfig, 'name' | 'queries'>;
  client: Pick<PrometheusClient, 'query' | 'queryRange'>;
  service: ResolvedService;
  environment: ManifestEnvironment;
  now: Date;
}): Promise<SlaReading> {
  const { config, client, service, environment, now } = options;
  const variables: QueryVariables = {
    service: service.name,
    environment: environment.name,
    namespace: environment.namespace ?? '',
    cluster: environment.cluster ?? '',
  };
  const month = divideMonth(now);
  const end = month.ends[month.ends.length - 1];
  const { availability, latency, latencySeconds } = config.queries;
  const stated = service.entity.spec.sla ?? {};
  const elapsed = month.ends.length * month.stepSeconds;
  const newestOf = (windowSeconds: number) =>
    client.query(availability(variables, windowSeconds), end);
  const latencyQuery = stated.latency && (latency ?? latencySeconds);
  const [ratios, lastHour, last6Hours, latencyNumber] = await Promise.all([
    client.queryRange(
      availability(variables, month.stepSeconds),
      month.ends,
      month.stepSeconds,
    ),
    newestOf(HOUR),
    newestOf(6 * HOUR),
    latencyQuery && client.query(latencyQuery(variables, elapsed), end),
  ]);

  const summary = summarizeRatios(ratios.map(asShare));
  const measuredLatency =
    stated.latency && latencyNumber !== undefined
      ? toLatency(stated.latency, latencyNumber, latency !== undefined)
      : undefined;
  if (!summary && !measuredLatency) {
    return {
      environment: environment.name,
      state: 'no-data',
      reason: createReason('SlaNoData', {
        environment: environment.name,
        instance: config.name,
      }),
      asOf: now.toISOString(),
    };
  }
  // 0.999, where 99.9 / 100 is 0.9990000000000001.
  const target =
    stated.availability &&
    Number((stated.availability.percent / 100).toFixed(9));
  const budget =
    summary && target !== undefined
      ? toBudget(month, ratios.map(asShare), target, {
          lastHour: asShare(lastHour),
          last6Hours: asShare(last6Hours),
        })
      : undefined;
  return {
    environment: environment.name,
    state: 'measured',
    asOf: now.toISOString(),
    ...(summary && {
      availability: {
        measured: 1 - summary.mean,
        ...(target !== undefined && { target }),
        window: 'month',
        coverage: summary.coverage,
      },
    }),
    ...(budget && { budget }),
    ...(measuredLatency && { latency: measuredLatency }),
  };
}

/** A ratio between 0 and 1: what Prometheus extrapolates may be a little outside. */
function asShare(ratio: number | undefined): number | undefined {
  return ratio === undefined ? undefined : Math.min(1, Math.max(0, ratio));
}

function toBudget(
  month: MonthSteps,
  ratios: Array<number | undefined>,
  target: number,
  newest: { lastHour?: number; last6Hours?: number },
): ErrorBudget | undefined {
  const spent = spendBudget(month, ratios, target);
  const rateOf = (ratio: number | undefined) =>
    ratio === undefined ? undefined : burnRate(ratio, target);
  const lastHour = rateOf(newest.lastHour);
  const last6Hours = rateOf(newest.last6Hours);
  return (
    spent && {
      ...spent,
      burnRate: {
        ...(lastHour !== undefined && { lastHour }),
        ...(last6Hours !== undefined && { last6Hours }),
      },
      from: month.from.toISOString(),
      until: month.until.toISOString(),
    }
  );
}

function toLatency(
  stated: { milliseconds: number; percentile: number },
  measured: number,
  isShareOfSlow: boolean,
): MeasuredLatency {
  return {
    ...(isShareOfSlow
      ? { share: 1 - asShare(measured)! }
      : { seconds: Math.max(0, measured) }),
    thresholdSeconds: stated.milliseconds / 1000,
    targetShare: Number((stated.percentile / 100).toFixed(9)),
  };
}
