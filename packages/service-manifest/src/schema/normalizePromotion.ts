import type { z } from 'zod';
import { parseDuration, parsePercent } from './parseQuantities';
import type { promotionSchema } from './promotionSchema';
import type {
  ServicePromotionPolicy,
  ServicePromotionRule,
} from './ServiceManifest';

type Written = z.infer<typeof promotionSchema>;
type WrittenRule = NonNullable<Written['rules']>[number];

function normalizeRule(rule: WrittenRule): ServicePromotionRule {
  const { soak, approvals, freezes, errorBudget, metrics, ...others } = rule;
  return {
    ...others,
    ...(soak === undefined ? {} : { soak: parseDuration(soak) }),
    ...(approvals
      ? {
          approvals: {
            count: approvals.count ?? 1,
            groups: approvals.groups ?? [],
          },
        }
      : {}),
    ...(freezes
      ? {
          freezes: freezes.map(
            ({ cron, duration, timeZone = 'UTC', reason }) => ({
              cron,
              duration: parseDuration(duration),
              timeZone,
              reason,
            }),
          ),
        }
      : {}),
    ...(errorBudget
      ? {
          errorBudget: {
            minRemaining: parsePercent(errorBudget.minRemaining),
          },
        }
      : {}),
    ...(metrics
      ? {
          metrics: metrics.map(({ environment = 'source', ...metric }) => ({
            ...metric,
            environment,
          })),
        }
      : {}),
  };
}

/**
 * `spec.promotion` with its defaults, and durations and shares as numbers beside their texts.
 *
 * @internal
 */
export function normalizePromotion({
  autoRollback,
  rules,
}: Written): ServicePromotionPolicy {
  return {
    ...(autoRollback === undefined ? {} : { autoRollback }),
    ...(rules ? { rules: rules.map(normalizeRule) } : {}),
  };
}
