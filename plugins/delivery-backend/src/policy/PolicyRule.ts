import type {
  PolicyLevel,
  PromotionPolicy,
} from '@stonegarden/backstage-plugin-delivery-common';

/** What a rule says: only what it names. */
export type PolicyValues = Partial<PromotionPolicy>;

/** A rule of one level, for the service and the environment in question. */
export interface PolicyRule {
  level: PolicyLevel;
  /** What comes after it may only be stricter. Otherwise what comes after it takes its place. */
  strict: boolean;
  values: PolicyValues;
}
