/**
 * Who wrote a rule: the portal's app-config (for everybody, or for a team by its `owners`), or the service's own service.yaml.
 *
 * @public
 */
export type PolicyLevel = 'portal' | 'team' | 'service';

/**
 * How many people must approve, and of which groups.
 *
 * @public
 */
export interface RequiredApprovals {
  /** How many different people; 0: none. Neither who asked for the promotion nor who wrote what is promoted counts. */
  count: number;
  /**
   * Entity refs of groups: each has approved when one of its members has, and all have to. Whoever is a member of two approves for
   * both, and counts as one person. Empty: everybody who may approve promotions to the target.
   */
  groups: string[];
  /**
   * Those of the groups that app-config names: reviews at the Git host by their members count. Whoever writes a service.yaml may
   * ask for more groups, and cannot give anybody a say by it. Left out: reviews do not count.
   */
  reviewGroups?: string[];
  /**
   * Others have to approve in any case. Otherwise nobody else needs to where whoever asks for the promotion may approve those of
   * the target.
   */
  fromOthers: boolean;
}

/**
 * A time in which nothing is promoted, again and again: from each time that the schedule names, for the duration.
 *
 * @public
 */
export interface FreezeWindow {
  /** When it begins: five fields, as in a crontab: minute, hour, day of month, month, day of week. */
  cron: string;
  /** How long it lasts; more than 0. */
  durationMs: number;
  /** IANA name of the time zone that the schedule is written in, for example `Europe/Berlin`. */
  timeZone: string;
  /** Why, as people wrote it. */
  reason: string;
  level: PolicyLevel;
}

/**
 * Which of the two environments of a promotion is measured: the one that is promoted from, or the one that is promoted to.
 *
 * @public
 */
export type MeasuredEnvironment = 'source' | 'target';

/**
 * A number from Prometheus that has to be within bounds.
 *
 * @public
 */
export interface MetricThreshold {
  /** What is measured, as people read it. */
  name: string;
  /**
   * PromQL that gives one number, with the gaps of the queries of the SLA (`delivery.prometheus[].queries` in app-config):
   * `{{service}}`, `{{environment}}`, `{{namespace}}`, `{{cluster}}`. It has no `{{window}}`: a duration is written out.
   */
  query: string;
  /** The number must not be above it. */
  max?: number;
  /** The number must not be below it. At least one of the two bounds is there. */
  min?: number;
  environment: MeasuredEnvironment;
}

/**
 * How much of the error budget must be left.
 *
 * @public
 */
export interface ErrorBudgetRule {
  /**
   * Share of the budget of this calendar month (UTC), 0 to 1: the promotion waits while `ErrorBudget.left` is below it. 0: only
   * an overspent budget holds it back.
   */
  minRemaining: number;
  /** Whose budget: that of the target by default, where people feel what is promoted. */
  environment: MeasuredEnvironment;
}

/**
 * What the dangers do that are found in the rendered change of the cluster, for example a deleted volume.
 *
 * - `ignore`: they are shown, and hold nothing back
 * - `reason`: whoever promotes gives a reason
 * - `block`: nothing is promoted with them
 *
 * @public
 */
export type DangerRule = 'ignore' | 'reason' | 'block';

/**
 * The rules that hold for promotions of one service to one environment, all levels put together.
 *
 * @public
 */
export interface PromotionPolicy {
  /** How long what is promoted must have been verified healthy in the environment that it comes from; 0: not at all. */
  soakMs: number;
  approvals: RequiredApprovals;
  freezes: FreezeWindow[];
  /** What the service depends on must be healthy in the target. */
  dependenciesHealthy: boolean;
  /** There must be no open incident. */
  noIncident: boolean;
  /** Argo CD must be allowed to sync the target now. */
  syncWindowOpen: boolean;
  /** Left out: the error budget does not matter. */
  errorBudget?: ErrorBudgetRule;
  metrics: MetricThreshold[];
  /** The checks that the Git host requires of the pull request must have passed. */
  requiredChecks: boolean;
  dangers: DangerRule;
  /** The portal merges by itself when all gates have passed. */
  direct: boolean;
  /** The portal opens the promotion by itself once a Release has been verified where it comes from. */
  autoOpen: boolean;
}

/**
 * What holds where nobody says otherwise: a protected environment takes one approval.
 *
 * @public
 */
export function defaultPromotionPolicy(target: {
  /** Whether it is one of `delivery.protectedEnvironments`. */
  isProtected: boolean;
}): PromotionPolicy {
  return {
    soakMs: 0,
    approvals: {
      count: target.isProtected ? 1 : 0,
      groups: [],
      fromOthers: false,
    },
    freezes: [],
    dependenciesHealthy: false,
    noIncident: true,
    syncWindowOpen: true,
    metrics: [],
    requiredChecks: false,
    dangers: 'reason',
    direct: false,
    autoOpen: false,
  };
}
