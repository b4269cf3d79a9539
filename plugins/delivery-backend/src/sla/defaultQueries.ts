import {
  sloErrorRatio,
  type SloObjective,
} from '@stonegarden/gitops-manifests';
import { QueryTemplate, type QueryVariables } from './QueryTemplate';

/** A query for one environment over a time in seconds. */
export type SlaQuery = (
  variables: QueryVariables,
  windowSeconds: number,
) => string;

const HOUR = 3600;

/** Of several series, such as those of two replicas of one Prometheus, the mean. */
function queryOf(objective: SloObjective, series: string, range: string) {
  return new QueryTemplate(
    `avg(avg_over_time(${series}{service="{{service}}",environment="{{environment}}",slo="${objective}"}[${range}]))`,
  );
}

/**
 * Asks the recording rules that the generators write. Over an hour and over six they have a series of their own, which alerts
 * judge by: its newest sample within five minutes.
 */
export function defaultQuery(objective: SloObjective): SlaQuery {
  const overTime = queryOf(objective, sloErrorRatio('5m'), '{{window}}');
  const newest = new Map(
    (['1h', '6h'] as const).map((window, index) => [
      [HOUR, 6 * HOUR][index],
      new QueryTemplate(
        `avg(last_over_time(${sloErrorRatio(
          window,
        )}{service="{{service}}",environment="{{environment}}",slo="${objective}"}[{{window}}]))`,
      ),
    ]),
  );
  return (variables, windowSeconds) => {
    const template = newest.get(windowSeconds);
    return template
      ? template.fill(variables, 300)
      : overTime.fill(variables, windowSeconds);
  };
}
