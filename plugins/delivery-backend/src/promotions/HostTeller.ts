import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  createReason,
  PromotionPullRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  codeSpan,
  type CommitCheck,
  type GitLocation,
  isAccessRefusal,
  type PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';
import { servicePage } from '../services/servicePage';
import { STATUS_CONTEXT } from './observePullRequest';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';
import type { PullRequestMarks } from './PullRequestMarks';

function stateOf(facts: PromotionPullRequest): CommitCheck['state'] {
  if (facts.headMoved || facts.retargeted || facts.mergeable === false) {
    return 'failed';
  }
  switch (facts.gates?.state) {
    case 'passed':
    case 'failed':
      return facts.gates.state;
    default:
      return 'pending';
  }
}

/** In Markdown. A name is anybody's text: as code it mentions nobody and links nowhere. */
function headMovedComment(
  pullRequest: number,
  { commit, by }: NonNullable<PromotionPullRequest['headMoved']>,
): string {
  return createReason('HeadMoved', {
    pullRequest,
    commit,
    ...(by ? { by: codeSpan(by) } : {}),
  }).message;
}

type Told = 'comments' | 'commit statuses' | 'labels' | 'reviewers';

function keyOf({ repository }: PromotionRecord, what: Told): string {
  return `${repository} ${what}`;
}

/** Marker of the comment that is to be written; undefined when none is. */
function untoldMarker({
  pullRequest,
  told,
}: PromotionRecord): string | undefined {
  const commit = pullRequest?.headMoved?.commit;
  if (!commit) {
    return undefined;
  }
  const marker = `head-moved-${commit}`;
  // Earlier versions wrote the first characters of the commit only.
  const known = [marker, `head-moved-${commit.slice(0, 12)}`];
  return told.comments?.some(each => known.includes(each)) ? undefined : marker;
}

/** The commit status that is to be written on the head; undefined when it is there already, and before the gates were asked. */
function untoldStatus(
  { pullRequest, reason, rollback, told }: PromotionRecord,
  head: string,
):
  | { state: CommitCheck['state']; description: string; key: string }
  | undefined {
  if (!pullRequest) {
    return undefined;
  }
  const state = stateOf(pullRequest);
  const description =
    reason?.message ??
    (rollback ? 'Nothing holds this rollback up.' : 'All gates pass.');
  const key = `${head} ${state} ${description}`;
  return told.status === key || (state === 'pending' && !pullRequest.gates)
    ? undefined
    : { state, description, key };
}

/**
 * Says at the Git host what the portal knows of an open pull request: labels, who is to review it, a status on its head, and a
 * comment when that moved.
 */
export class HostTeller {
  readonly #store: Pick<PromotionStore, 'setTold'>;
  readonly #marks: PullRequestMarks;
  readonly #portalUrl: string;
  readonly #logger: LoggerService;
  /** What repositories refused, and what is in the log already: no more than records name. */
  readonly #refused = new Set<string>();

  constructor(options: {
    store: Pick<PromotionStore, 'setTold'>;
    marks: PullRequestMarks;
    /** `app.baseUrl`. */
    portalUrl: string;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#marks = options.marks;
    this.#portalUrl = options.portalUrl.replace(/\/+$/, '');
    this.#logger = options.logger;
  }

  /**
   * Says what is to be known before a merge: a comment, and the status. Writes only what has changed. What could not be written
   * does not throw, and is written by the next run.
   */
  async tell(
    record: PromotionRecord,
    pull: PullRequest,
    location: GitLocation,
  ): Promise<void> {
    const { pullRequests } = location;
    const { pullRequest: facts } = record;
    if (!facts || pull.state !== 'open') {
      return;
    }
    await this.#try(record, 'comments', async () => {
      const marker = untoldMarker(record);
      if (!facts.headMoved || !marker) {
        return;
      }
      await pullRequests.comment(
        pull.number,
        headMovedComment(pull.number, facts.headMoved),
        marker,
      );
      const comments = [...(record.told.comments ?? []), marker];
      await this.#remember(record, { comments });
    });
    await this.#try(record, 'commit statuses', async () => {
      const status = untoldStatus(record, pull.headCommit);
      if (!status) {
        return;
      }
      const { state, description, key } = status;
      await pullRequests.setStatus(pull.headCommit, {
        context: STATUS_CONTEXT,
        state,
        description,
        url: `${this.#portalUrl}${servicePage(record.entityRef)}`,
      });
      await this.#remember(record, { status: key });
    });
  }

  /** Writes labels, and asks for reviews unless the portal has just merged it. Otherwise as {@link HostTeller.tell}. */
  async mark(
    record: PromotionRecord,
    pull: PullRequest,
    location: GitLocation,
    { isMerged }: { isMerged: boolean },
  ): Promise<void> {
    if (!record.pullRequest || pull.state !== 'open') {
      return;
    }
    await this.#try(record, 'labels', async () => {
      if (this.#marks.untoldLabels(record).length > 0) {
        await this.#remember(
          record,
          await this.#marks.addLabels(record, pull.number, location),
        );
      }
    });
    await this.#try(record, 'reviewers', async () => {
      if (!isMerged && this.#marks.owesReviewers(record)) {
        await this.#remember(
          record,
          await this.#marks.requestReviewers(record, pull.number, location),
        );
      }
    });
  }

  /** Whether something of a record is left to be said at the host, and the host has not refused to take it. */
  owes(record: PromotionRecord): boolean {
    const { pullRequest, headCommit } = record;
    const head = pullRequest?.headMoved?.commit ?? headCommit;
    const isLeft = (what: Told, left: unknown) =>
      Boolean(left) && !this.#refused.has(keyOf(record, what));
    return (
      pullRequest?.state === 'open' &&
      (isLeft('comments', untoldMarker(record)) ||
        isLeft('labels', this.#marks.untoldLabels(record).length) ||
        isLeft('reviewers', this.#marks.owesReviewers(record)) ||
        (head !== undefined &&
          isLeft('commit statuses', untoldStatus(record, head))))
    );
  }

  async #remember(
    record: PromotionRecord,
    told: PromotionRecord['told'],
  ): Promise<void> {
    record.told = { ...record.told, ...told };
    await this.#store.setTold(record.id, record.told);
  }

  async #try(
    record: PromotionRecord,
    what: Told,
    task: () => Promise<void>,
  ): Promise<void> {
    const key = keyOf(record, what);
    try {
      await task();
      this.#refused.delete(key);
    } catch (error) {
      const refused = isAccessRefusal(error);
      if (refused && this.#refused.has(key)) {
        return;
      }
      if (refused) {
        this.#refused.add(key);
      }
      this.#logger.warn(
        `${what} of pull request #${record.pullRequest?.number} in ${
          record.repository
        } could not be written${
          refused ? ', and no others will be until the token may' : ''
        }: ${stringifyError(error)}`,
      );
    }
  }
}
