import type {
  DangerRule,
  ErrorBudgetRule,
  FreezeWindow,
  MetricThreshold,
  PromotionPolicy,
  RequiredApprovals,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PolicyRule, PolicyValues } from './PolicyRule';

const DANGER_RULES: DangerRule[] = ['ignore', 'reason', 'block'];

const either = (one: boolean, other: boolean) => one || other;
const both = (one: boolean, other: boolean) => one && other;

/** All of two lists, what is in both once. */
function union<T>(one: T[], other: T[], keyOf: (item: T) => string): T[] {
  const known = new Set(one.map(keyOf));
  return [...one, ...other.filter(item => !known.has(keyOf(item)))];
}

/** As many people as either asks for, and all groups. */
export function stricterApprovals(
  one: RequiredApprovals,
  other: RequiredApprovals,
): RequiredApprovals {
  const reviewGroups = union(
    one.reviewGroups ?? [],
    other.reviewGroups ?? [],
    group => group,
  );
  return {
    count: Math.max(one.count, other.count),
    groups: union(one.groups, other.groups, group => group),
    ...(reviewGroups.length > 0 ? { reviewGroups } : {}),
    fromOthers: one.fromOthers || other.fromOthers,
  };
}

const freezeKey = ({ cron, durationMs, timeZone }: FreezeWindow) =>
  [cron, durationMs, timeZone].join('\n');

const metricKey = (metric: MetricThreshold) => JSON.stringify(metric);

function stricterBudget(
  one: ErrorBudgetRule | undefined,
  other: ErrorBudgetRule | undefined,
): ErrorBudgetRule | undefined {
  return one && other && one.minRemaining >= other.minRemaining
    ? one
    : other ?? one;
}

/** The stricter of two answers to each question: at least as strict as either. */
const STRICTER: {
  [Key in keyof PromotionPolicy]-?: (
    one: PromotionPolicy[Key],
    other: PromotionPolicy[Key],
  ) => PromotionPolicy[Key];
} = {
  soakMs: Math.max,
  approvals: stricterApprovals,
  freezes: (one, other) => union(one, other, freezeKey),
  dependenciesHealthy: either,
  noIncident: either,
  syncWindowOpen: either,
  errorBudget: stricterBudget,
  metrics: (one, other) => union(one, other, metricKey),
  requiredChecks: either,
  dangers: (one, other) =>
    DANGER_RULES[
      Math.max(DANGER_RULES.indexOf(one), DANGER_RULES.indexOf(other))
    ],
  direct: both,
  autoOpen: both,
};

/** Takes one question's answer of a rule into a policy. */
function take(
  key: keyof PromotionPolicy,
  policy: PromotionPolicy,
  floor: PolicyValues,
  { strict, values }: PolicyRule,
): void {
  const value = values[key];
  if (value === undefined) {
    return;
  }
  const least = floor[key];
  // Key and values belong together, which the type of a table cannot say.
  const stricter = STRICTER[key] as (one: unknown, other: unknown) => unknown;
  const taken = { [key]: least === undefined ? value : stricter(least, value) };
  Object.assign(policy, taken);
  if (strict) {
    Object.assign(floor, taken);
  }
}

/**
 * The policy that follows from rules, the farthest first. For each question the rule that comes last and answers it counts; where
 * a strict rule came before it, the stricter of the two.
 */
export function mergePolicy(
  defaults: PromotionPolicy,
  rules: readonly PolicyRule[],
): PromotionPolicy {
  const policy = structuredClone(defaults);
  const floor: PolicyValues = {};
  const keys = Object.keys(STRICTER) as Array<keyof PromotionPolicy>;
  rules.forEach(rule => {
    keys.forEach(key => take(key, policy, floor, rule));
  });
  return policy;
}
