import type { ServicePromotionRule } from '@stonegarden/service-manifest';
import {
  array,
  boolean,
  fields,
  measured,
  number,
  oneOf,
  record,
  text,
  texts,
} from './readJson';

/** The rules of `spec.promotion`: of each what can be relied on. */
export function readPromotionRules(
  value: unknown,
): ServicePromotionRule[] | undefined {
  return array(value)?.map(one =>
    fields(record(one), {
      environments: texts,
      soak: of => measured(of, 'milliseconds'),
      approvals: readApprovals,
      freezes: readFreezes,
      dependenciesHealthy: boolean,
      noIncident: boolean,
      syncWindowOpen: boolean,
      requiredChecks: boolean,
      errorBudget: of => {
        const minRemaining = measured(record(of).minRemaining, 'percent');
        return minRemaining && { minRemaining };
      },
      metrics: readMetrics,
      dangers: oneOf(['ignore', 'reason', 'block'] as const),
      direct: boolean,
      autoOpen: boolean,
    }),
  );
}

function readApprovals(value: unknown): ServicePromotionRule['approvals'] {
  const { count, groups } = record(value);
  const people = number(count);
  return people === undefined
    ? undefined
    : { count: people, groups: texts(groups) ?? [] };
}

function readFreezes(value: unknown): ServicePromotionRule['freezes'] {
  return array(value)?.flatMap(one => {
    const freeze = record(one);
    const cron = text(freeze.cron);
    const duration = measured(freeze.duration, 'milliseconds');
    const timeZone = text(freeze.timeZone);
    const reason = text(freeze.reason);
    return cron !== undefined &&
      duration &&
      timeZone !== undefined &&
      reason !== undefined
      ? [{ cron, duration, timeZone, reason }]
      : [];
  });
}

function readMetrics(value: unknown): ServicePromotionRule['metrics'] {
  return array(value)?.flatMap(one => {
    const metric = record(one);
    const name = text(metric.name);
    const query = text(metric.query);
    const environment = oneOf(['source', 'target'] as const)(
      metric.environment,
    );
    return name !== undefined && query !== undefined && environment
      ? [
          {
            name,
            query,
            environment,
            ...fields(metric, { max: number, min: number }),
          },
        ]
      : [];
  });
}
