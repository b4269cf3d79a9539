import { z } from 'zod';

const number = z.coerce.number().int().min(0).optional().catch(undefined);
const metricSchema = z.looseObject({
  name: z.string().catch('unnamed'),
  interval: z.string().optional().catch(undefined),
  count: number,
  failureLimit: number,
  successCondition: z.string().optional().catch(undefined),
});
const CONDITION =
  /\bresult(?:\[0\])?\s*(>=|<=|>|<)\s*([\d.]+|\{\{args\.[\w-]+\}\})/;

interface Args {
  args: Array<{ name: string; value: string }>;
  isGood: boolean;
  /** Of the measurement, from 0. */
  index: number;
}

/** A metric of an AnalysisTemplate, as far as the sandbox measures it. */
export interface AnalysisMetric {
  name: string;
  /** After how many measurements it is done; undefined when it goes on until the run is ended. */
  count?: number;
  failureLimit: number;
  /** What a Prometheus would have answered, as Argo Rollouts keeps it. */
  valueOf(measurement: Args): string;
}

/** The metrics of an AnalysisTemplate's spec. */
export function metricsOf(
  spec: Record<string, unknown>,
): Array<Record<string, unknown>> {
  return z
    .array(z.record(z.string(), z.unknown()))
    .catch([])
    .parse(spec.metrics);
}

/** Reads one of them. */
export function readAnalysisMetric(
  spec: Record<string, unknown>,
): AnalysisMetric {
  const { name, interval, count, failureLimit, successCondition } =
    metricSchema.parse(spec);
  return {
    name,
    // Without an interval it is measured once.
    ...(count === undefined && interval ? {} : { count: count ?? 1 }),
    failureLimit: failureLimit ?? 0,
    valueOf: measurement => valueOf(successCondition, measurement),
  };
}

/** A number on the good or the bad side of what the condition compares it with; the same for the same measurement. */
function valueOf(
  condition: string | undefined,
  { args, isGood, index }: Args,
): string {
  const [, comparator, right] = CONDITION.exec(condition ?? '') ?? [];
  if (!right) {
    return isGood ? '[1]' : '[0]';
  }
  const name = /args\.([\w-]+)/.exec(right)?.[1];
  const threshold = Number(
    name ? args.find(each => each.name === name)?.value : right,
  );
  const wave = [0.8, 0.9, 0.72, 0.95, 0.85, 0.88, 0.77][index % 7];
  const above = comparator.startsWith('>') === isGood;
  const value = above
    ? // Of what is in percent nothing is more than all.
      threshold + wave * (threshold < 100 ? 100 - threshold : threshold / 2)
    : threshold * wave;
  return `[${Number(value.toFixed(2))}]`;
}
