import { type Matcher, matchesLabel } from './matchesLabel';
import type { Expression } from './parsePromql';
import { PromError } from './PromError';
import type { RecordedSeries } from './recordedSeries';

/**
 * A series with its value at one time.
 *
 * @internal
 */
export interface Sample {
  metric: Record<string, string>;
  value: number;
}

/** Samples in a range: at most this many, which is fewer than a real Prometheus has and gives the same mean. */
const MAX_SAMPLES = 720;

const OVER_TIME: Record<string, (values: number[]) => number> = {
  avg_over_time: values => sum(values) / values.length,
  sum_over_time: sum,
  max_over_time: values => Math.max(...values),
  min_over_time: values => Math.min(...values),
  count_over_time: values => values.length,
  last_over_time: values => values[values.length - 1],
};

const AGGREGATIONS: Record<string, (values: number[]) => number> = {
  avg: values => sum(values) / values.length,
  sum,
  max: values => Math.max(...values),
  min: values => Math.min(...values),
  count: values => values.length,
};

/**
 * Carries out a query at one time, in seconds. Throws a {@link PromError} for what the sandbox cannot carry out.
 *
 * @internal
 */
export function evaluatePromql(
  expression: Expression,
  series: readonly RecordedSeries[],
  time: number,
): Sample[] | number {
  switch (expression.type) {
    case 'number':
      return expression.value;
    case 'selector':
      if (expression.range !== undefined) {
        throw new PromError(
          'bad_data',
          'invalid expression type "range vector" for range query, must be Scalar or instant Vector',
        );
      }
      return find(series, expression).flatMap(found => {
        const value = found.at(time);
        return value === undefined ? [] : [{ metric: found.metric, value }];
      });
    default:
      return call(expression, series, time);
  }
}

function call(
  { name, argument }: Expression & { type: 'call' },
  series: readonly RecordedSeries[],
  time: number,
): Sample[] {
  const overTime = OVER_TIME[name];
  if (overTime) {
    if (argument.type !== 'selector' || argument.range === undefined) {
      throw new PromError(
        'bad_data',
        `invalid parameter "query": 1:1: parse error: expected type range vector in call to function "${name}"`,
      );
    }
    const { range } = argument;
    return find(series, argument).flatMap(found => {
      const values = samplesOf(found, time, range);
      const { __name__: _name, ...metric } = found.metric;
      return values.length > 0
        ? [
            {
              metric: name === 'last_over_time' ? found.metric : metric,
              value: overTime(values),
            },
          ]
        : [];
    });
  }
  const aggregation = AGGREGATIONS[name];
  if (aggregation) {
    const samples = evaluatePromql(argument, series, time);
    if (typeof samples === 'number') {
      throw new PromError(
        'bad_data',
        'invalid parameter "query": 1:1: parse error: expected type instant vector in aggregation expression, got scalar',
      );
    }
    return samples.length > 0
      ? [{ metric: {}, value: aggregation(samples.map(({ value }) => value)) }]
      : [];
  }
  if (name === 'vector' && argument.type === 'number') {
    return [{ metric: {}, value: argument.value }];
  }
  throw new PromError(
    'execution',
    `the sandbox's Prometheus does not carry out ${name}()`,
  );
}

/** Values of a series from a time on for a while back, oldest first; none from before it began. */
function samplesOf(
  series: RecordedSeries,
  time: number,
  range: number,
): number[] {
  const step = Math.max(series.intervalSeconds, range / MAX_SAMPLES);
  const count = Math.max(1, Math.floor(range / step));
  return Array.from({ length: count }, (_, index) =>
    series.at(time - (count - 1 - index) * step),
  ).filter(value => value !== undefined);
}

function find(
  series: readonly RecordedSeries[],
  { metric, matchers }: { metric?: string; matchers: Matcher[] },
): RecordedSeries[] {
  return series.filter(
    found =>
      (!metric || found.metric.__name__ === metric) &&
      // A label that is not there is an empty one.
      matchers.every(matcher =>
        matchesLabel(matcher, found.metric[matcher.label] ?? ''),
      ),
  );
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
