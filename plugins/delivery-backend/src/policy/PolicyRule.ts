import type {
  PolicyLevel,
  PromotionPolicy,
} from '@stonegarden/backstage-plugin-delivery-common';

/** What a rule says: only what it names. */
export type PolicyValues = Partial<PromotionPolicy>;

/** A rule of one level, for the service and the environment in question. */
export interface PolicyRule {
  /** Where it stands, as people find it: `delivery.promotion.policy[2]`, `spec.promotion.rules[0]`. */
  name?: string;
  level: PolicyLevel;
  /** What comes after it may only be stricter. Otherwise what comes after it takes its place. */
  strict: boolean;
  values: PolicyValues;
}
