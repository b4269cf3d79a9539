import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { MergeOptions } from '@stonegarden/backstage-plugin-delivery-node';

/** What app-config says about the pull requests that the portal opens. */
export interface PullRequestConfig {
  /** Labels of promotions; `{{environment}}` stands for the target. */
  labels: readonly string[];
  /** Labels of rollbacks, in the same way. */
  rollbackLabels: readonly string[];
  /** How the portal merges where the promotion policy has it merge by itself. */
  mergeMethod: MergeOptions['method'];
  /** Whether the owner of the service is asked for a review. */
  reviewers: boolean;
}

const MERGE_METHODS: ReadonlyArray<MergeOptions['method']> = [
  'merge',
  'squash',
  'rebase',
];
const DEFAULT_LABELS = ['promotion', 'promotion/{{environment}}'];
const DEFAULT_ROLLBACK_LABELS = ['rollback'];

function readMergeMethod(own: Config | undefined): MergeOptions['method'] {
  const text = own?.getOptionalString('mergeMethod') ?? 'merge';
  const method = MERGE_METHODS.find(each => each === text);
  if (!method) {
    throw new InputError(
      `delivery.pullRequests.mergeMethod is ${JSON.stringify(
        text,
      )}: write one of ${MERGE_METHODS.join(', ')}`,
    );
  }
  return method;
}

/** Reads `delivery.pullRequests` of app-config. */
export function readPullRequestConfig(config: Config): PullRequestConfig {
  const own = config.getOptionalConfig('delivery.pullRequests');
  return {
    labels: own?.getOptionalStringArray('labels') ?? DEFAULT_LABELS,
    rollbackLabels:
      own?.getOptionalStringArray('rollbackLabels') ?? DEFAULT_ROLLBACK_LABELS,
    mergeMethod: readMergeMethod(own),
    reviewers: own?.getOptionalBoolean('reviewers') ?? true,
  };
}
