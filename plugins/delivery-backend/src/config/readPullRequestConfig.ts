import type { Config } from '@backstage/config';

/** What app-config says about the pull requests that the portal opens. */
export interface PullRequestConfig {
  /** Labels of promotions; `{{environment}}` stands for the target. */
  labels: readonly string[];
  /** Labels of rollbacks, in the same way. */
  rollbackLabels: readonly string[];
  /** Whether the owner of the service is asked for a review. */
  reviewers: boolean;
}

const DEFAULT_LABELS = ['promotion', 'promotion/{{environment}}'];
const DEFAULT_ROLLBACK_LABELS = ['rollback'];

/** Reads `delivery.pullRequests` of app-config. */
export function readPullRequestConfig(config: Config): PullRequestConfig {
  const own = config.getOptionalConfig('delivery.pullRequests');
  return {
    labels: own?.getOptionalStringArray('labels') ?? DEFAULT_LABELS,
    rollbackLabels:
      own?.getOptionalStringArray('rollbackLabels') ?? DEFAULT_ROLLBACK_LABELS,
    reviewers: own?.getOptionalBoolean('reviewers') ?? true,
  };
}
