import type {
  PlannedEnvironment,
  PlannedService,
} from '../service/planService';
import { yamlText } from '../yaml/yamlText';
import { DEFAULT_METRICS } from './defaultMetrics';
import { SLO_WINDOWS, sloErrorRatio } from './sloRules';
import type { SloObjective, SloWindow } from './sloRules';

/** Units of `sla.latency` in seconds. */
const UNIT_SECONDS: Record<string, number> = {
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
};

/**
 * The PrometheusRule of one environment: for each objective of the SLA the share of requests that missed it, over all times of
 * `SLO_WINDOWS`.
 *
 * @internal
 */
export function renderSloRules(
  service: PlannedService,
  environment: PlannedEnvironment,
): string {
  const { name, sla } = service;
  const selector = `namespace="${environment.namespace}",service="${name}"`;
  const record = (
    slo: SloObjective,
    window: SloWindow,
    missed: (range: string) => string,
  ) => ({
    record: sloErrorRatio(window),
    labels: { service: name, environment: environment.name, slo },
    expr: missed(`[${window}]`),
  });
  return yamlText(
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: {
        name: `${name}-slo`,
        labels: { release: 'kube-prometheus-stack' },
      },
      spec: {
        groups: [
          {
            name: `${name}-slo-recordings`,
            interval: '30s',
            rules: SLO_WINDOWS.flatMap(window => [
              ...(sla?.availability
                ? [record('availability', window, failedShare(selector))]
                : []),
              ...(sla?.latency
                ? [record('latency', window, slowShare(selector, sla.latency))]
                : []),
            ]),
          },
        ],
      },
    },
    {
      head: [
        'Recorded for the SLA in service.yaml: the share of requests that missed it. No traffic gives no sample, never 0 or NaN.',
        ...(sla?.latency
          ? [
              `The histogram needs a bucket that ends at ${bucketEnd(
                sla.latency,
              )} seconds (${
                sla.latency
              }); without it latency has no measurements.`,
            ]
          : []),
      ],
    },
  );
}

/** "or vector(0)": where no request failed, there is no series of failed ones. */
function failedShare(selector: string) {
  const { requests, statusLabel } = DEFAULT_METRICS;
  return (range: string) =>
    `(sum(rate(${requests}{${selector},${statusLabel}=~"5.."}${range})) or vector(0))
/
(sum(rate(${requests}{${selector}}${range})) > 0)`;
}

function slowShare(selector: string, latency: string) {
  const { durationHistogram } = DEFAULT_METRICS;
  const end = bucketEnd(latency);
  // Prometheus 3 writes le="1.0" of what earlier versions call le="1".
  const bucket = end.includes('.') ? `le="${end}"` : `le=~"${end}([.]0)?"`;
  return (range: string) =>
    `1 -
sum(rate(${durationHistogram}_bucket{${selector},${bucket}}${range}))
/
(sum(rate(${durationHistogram}_count{${selector}}${range})) > 0)`;
}

/** Seconds as a histogram's label says them. `checkNewService` has validated the form. */
function bucketEnd(latency: string): string {
  const [, amount, unit] = /^([0-9.]+)([a-z]+)$/.exec(latency) ?? [];
  // Without the noise of binary fractions: 0.0011, where 1.1 / 1000 may be 0.0011000000000000001.
  return String(Number((Number(amount) * UNIT_SECONDS[unit]).toPrecision(12)));
}
