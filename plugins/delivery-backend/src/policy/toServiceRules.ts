import type { ServicePromotionRule } from '@stonegarden/service-manifest';
import type { PolicyRule, PolicyValues } from './PolicyRule';
import { readGroup } from './readPolicyConfig';

function toValues(rule: ServicePromotionRule): PolicyValues {
  const { soak, approvals, freezes, errorBudget, metrics } = rule;
  const { dependenciesHealthy, noIncident, syncWindowOpen } = rule;
  const { requiredChecks, dangers, direct, autoOpen } = rule;
  return {
    soakMs: soak?.milliseconds,
    approvals: approvals && {
      count: approvals.count,
      groups: approvals.groups.map(readGroup),
      fromOthers: approvals.count > 0 || approvals.groups.length > 0,
    },
    freezes: freezes?.map(({ duration, ...freeze }) => ({
      ...freeze,
      durationMs: duration.milliseconds,
      level: 'service',
    })),
    errorBudget: errorBudget && {
      minRemaining: errorBudget.minRemaining.percent / 100,
      environment: 'target',
    },
    metrics,
    ...{ dependenciesHealthy, noIncident, syncWindowOpen },
    ...{ requiredChecks, dangers, direct, autoOpen },
  };
}

/** The rules of a service.yaml for promotions to an environment. */
export function toServiceRules(
  rules: readonly ServicePromotionRule[],
  environment: string,
): PolicyRule[] {
  return rules.flatMap((rule, index): PolicyRule[] =>
    !rule.environments || rule.environments.includes(environment)
      ? [
          {
            name: `spec.promotion.rules[${index}]`,
            level: 'service',
            strict: false,
            values: toValues(rule),
          },
        ]
      : [],
  );
}
