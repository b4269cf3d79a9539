import {
  createReason,
  type ErrorBudgetRule,
  type SlaReading,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GateAnswer } from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeFact } from './judgeFact';
import { notRequired } from './notRequired';

function judge(
  { minRemaining }: ErrorBudgetRule,
  reading: SlaReading,
): GateAnswer {
  const { environment, state, budget } = reading;
  if (state !== 'measured') {
    // Numbers of before, which an unreachable Prometheus leaves there, prove nothing about now.
    return {
      status: 'unknown',
      reason:
        reading.reason ??
        createReason('AvailabilityNotMeasured', { environment }),
    };
  }
  if (budget) {
    const params = { environment, left: budget.left, minRemaining };
    return budget.left >= minRemaining
      ? { status: 'passed', reason: createReason('ErrorBudgetLeft', params) }
      : {
          status: 'failed',
          // The next month begins with all of it.
          reason: createReason('ErrorBudgetSpent', params, {
            changesAt: budget.until,
          }),
        };
  }
  return {
    status: 'unknown',
    reason: createReason('AvailabilityNotMeasured', { environment }),
  };
}

/** Who has spent the errors that the SLA allows takes no new risk. */
export const errorBudget = createBuiltInGate(
  'error-budget',
  ({ target, policy, world }) => {
    const rule = policy.errorBudget;
    return rule
      ? judgeFact(world?.sla, reading =>
          reading === null
            ? {
                status: 'skipped',
                reason: createReason('NoErrorBudget', {
                  environment: target.name,
                }),
              }
            : judge(rule, reading),
        )
      : notRequired({ target });
  },
  { overridable: true },
);
