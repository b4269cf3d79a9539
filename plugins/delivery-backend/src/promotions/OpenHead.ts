import {
  GitHosts,
  type PullRequest,
  withDeadline,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { PromotionReconciler } from './PromotionReconciler';
import type { PromotionRecord } from './PromotionRecord';

/** For asking the Git host what the pull request holds now. */
const DEADLINE_MS = 20_000;

/** Makes sure that what a person has seen of a pull request is what it holds. */
export class OpenHead {
  readonly #hosts: GitHosts;
  readonly #reconciler: Pick<PromotionReconciler, 'reconcile'>;

  constructor(options: {
    hosts: GitHosts;
    reconciler: Pick<PromotionReconciler, 'reconcile'>;
  }) {
    this.#hosts = options.hosts;
    this.#reconciler = options.reconciler;
  }

  /** The Git host says what the pull request holds now; what is recorded may be a minute old. Throws the refusal that fits. */
  async check(
    record: PromotionRecord,
    commit: string,
    refusals: {
      /** It is not open. `current` is the record as it is then. */
      notOpen(current: PromotionRecord): Error;
      /** The branch holds a commit that the portal did not make. */
      foreign(pull: PullRequest): Error;
      /** The person has seen another commit. */
      outdated(pull: PullRequest): Error;
    },
  ): Promise<void> {
    const { headCommit, pullRequest, sourceUrl } = record;
    const pull =
      pullRequest &&
      (await withDeadline(DEADLINE_MS, async () => {
        const { pullRequests } = await this.#hosts.resolve(sourceUrl);
        return pullRequests.status(pullRequest.number);
      }));
    if (!pull || pull.state !== 'open') {
      throw refusals.notOpen(
        await this.#reconciler.reconcile(record, 'pull-request'),
      );
    }
    if (pull.headCommit !== headCommit) {
      await this.#reconciler.reconcile(record, 'pull-request');
      throw refusals.foreign(pull);
    }
    if (commit !== headCommit) {
      throw refusals.outdated(pull);
    }
  }
}
