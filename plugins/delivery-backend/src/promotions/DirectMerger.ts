import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { PromotionPullRequest } from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GitLocation,
  MergeOptions,
  PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';
import { audited } from '../audit/audited';
import type { LineStore } from '../line/LineStore';
import { awaitsChecksUntil } from './awaitsChecksUntil';
import type { PromotionRecord } from './PromotionRecord';

/**
 * Whether everything speaks for merging a pull request now, by what was just asked of the host and of the gates: its policy says so,
 * it holds what the portal made, the host says that it merges, and its checks are known, have had time to begin and have passed.
 */
function isDue(
  record: PromotionRecord,
  pull: PullRequest,
  observed: PromotionPullRequest,
): boolean {
  const { status, rollback, headCommit, pullRequest } = record;
  const checksBegunAt =
    awaitsChecksUntil({ ...record, pullRequest: observed }) ?? 0;
  return (
    status === 'open' &&
    !rollback &&
    // What several services share is merged by people.
    !record.sharedId &&
    pullRequest !== undefined &&
    pull.state === 'open' &&
    pull.headCommit === headCommit &&
    observed.gates?.direct === true &&
    observed.gates.state === 'passed' &&
    !observed.headMoved &&
    !observed.retargeted &&
    observed.mergeable === true &&
    !observed.checksUnknown &&
    (observed.checks === undefined || observed.checks.state === 'passed') &&
    Date.now() >= checksBegunAt
  );
}

/** Merges the pull requests of promotions whose policy says `direct`, once everything passes. */
export class DirectMerger {
  readonly #auditor: AuditorService;
  readonly #lines: Pick<LineStore, 'current'>;
  readonly #logger: LoggerService;
  readonly #method: MergeOptions['method'];

  constructor(options: {
    auditor: AuditorService;
    lines: Pick<LineStore, 'current'>;
    logger: LoggerService;
    method: MergeOptions['method'];
  }) {
    this.#auditor = options.auditor;
    this.#lines = options.lines;
    this.#logger = options.logger;
    this.#method = options.method;
  }

  /**
   * Whether it was merged now. Only the commit that was judged is merged. What the host refuses stays open, is in the log and the
   * audit, and is tried again when it is looked at next. Does not throw.
   */
  async mergeIfDue(
    record: PromotionRecord,
    { pull, facts }: { pull: PullRequest; facts: PromotionPullRequest },
    { pullRequests }: GitLocation,
  ): Promise<boolean> {
    if (!isDue(record, pull, facts)) {
      return false;
    }
    const { id, entityRef, to } = record;
    try {
      // It may have been stopped since the gates were asked.
      if (await this.#lines.current()) {
        return false;
      }
      await audited(
        this.#auditor,
        {
          eventId: 'promotion-merge',
          severityLevel: 'medium',
          meta: {
            promotion: id,
            entityRef,
            environment: to,
            commit: pull.headCommit,
          },
        },
        () =>
          pullRequests.merge(pull.number, {
            commit: pull.headCommit,
            method: this.#method,
          }),
        () => ({ pullRequest: pull.url }),
      );
      return true;
    } catch (error) {
      this.#logger.warn(
        `Promotion ${id} of ${entityRef} could not be merged, and is tried again: ${stringifyError(
          error,
        )}`,
      );
      return false;
    }
  }
}
