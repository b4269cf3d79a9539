import {
  createReason,
  type MeasuredMetric,
  type MetricThreshold,
  type ReasonParams,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  MetricFact,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeFact } from './judgeFact';
import { notRequired } from './notRequired';

function isWithin({ value, max, min }: MeasuredMetric): boolean {
  return (
    (max === undefined || value <= max) && (min === undefined || value >= min)
  );
}

/** What is out of its bounds is said before what is not known. */
function judge(
  thresholds: readonly MetricThreshold[],
  facts: readonly MetricFact[],
): GateAnswer {
  const unknown: ReasonParams['MetricsUnknown']['metrics'] = [];
  const known: MeasuredMetric[] = [];
  thresholds.forEach(({ name, max, min, environment: side }, index) => {
    // Two may have the same name: facts are in their order.
    const fact = facts[index]?.name === name ? facts[index] : undefined;
    if (fact?.measured.value === undefined) {
      unknown.push({
        name,
        environment: fact?.environment ?? side,
        cause: fact?.measured.unknown ?? createReason('FactsNotRead', {}),
      });
    } else {
      known.push({
        name,
        environment: fact.environment,
        value: fact.measured.value,
        ...(max === undefined ? {} : { max }),
        ...(min === undefined ? {} : { min }),
      });
    }
  });
  const outside = known.filter(metric => !isWithin(metric));
  if (outside.length > 0) {
    return {
      status: 'failed',
      reason: createReason('MetricsOutOfBounds', { metrics: outside }),
    };
  }
  return unknown.length > 0
    ? {
        status: 'unknown',
        reason: createReason('MetricsUnknown', { metrics: unknown }),
      }
    : {
        status: 'passed',
        reason: createReason('MetricsWithinBounds', { metrics: known }),
      };
}

/** The numbers that the policy names are within their bounds. */
export const metrics = createBuiltInGate(
  'metrics',
  ({ target, policy, world }) =>
    policy.metrics.length > 0
      ? judgeFact(world?.metrics, facts => judge(policy.metrics, facts))
      : notRequired({ target }),
  { overridable: true },
);
