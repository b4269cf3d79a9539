import { createHash } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  createReason,
  type PromotionPullRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  codeSpan,
  type GitLocation,
  isAccessRefusal,
  type PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';
import { servicePage } from '../services/servicePage';
import { type CommitStatus, commitStatusOf, keyOfStatus } from './commitStatus';
import { STATUS_CONTEXT } from './observePullRequest';
import { overrideText } from './overrideText';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';
import type { PullRequestMarks } from './PullRequestMarks';
import { owesSharedStatus, SharedStatusWriter } from './SharedStatusWriter';

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

/** A comment that is to be written, known again by its marker. */
interface Comment {
  marker: string;
  /** Markdown. */
  text: string;
}

function headMoved({ pullRequest, told }: PromotionRecord): Comment[] {
  const moved = pullRequest?.headMoved;
  if (!moved) {
    return [];
  }
  const marker = `head-moved-${moved.commit}`;
  // Earlier versions wrote the first characters of the commit only.
  const known = `head-moved-${moved.commit.slice(0, 12)}`;
  return told.comments?.includes(known)
    ? []
    : [{ marker, text: headMovedComment(pullRequest.number, moved) }];
}

/** Those that it was opened with stand in its text. */
function overrides({
  from,
  overrides: given = [],
}: PromotionRecord): Comment[] {
  return given
    .filter(({ commit }) => commit !== undefined)
    .map(override => {
      const text = overrideText(override, from).join('\n');
      return {
        marker: `override-${createHash('sha256')
          .update(`${override.at} ${text}`)
          .digest('hex')
          .slice(0, 32)}`,
        text,
      };
    });
}

function untoldComments(record: PromotionRecord): Comment[] {
  return [...headMoved(record), ...overrides(record)].filter(
    ({ marker }) => !record.told.comments?.includes(marker),
  );
}

/** The commit status that is to be written on the head; undefined when it is there already, and before the gates were asked. */
function untoldStatus(
  record: PromotionRecord,
  head: string,
): (CommitStatus & { key: string }) | undefined {
  const status = commitStatusOf(record);
  const key = status && keyOfStatus(head, status);
  return status && key && record.told.status !== key
    ? { ...status, key }
    : undefined;
}

type TellerStore = Pick<
  PromotionStore,
  'setTold' | 'claimSharedStatus' | 'setSharedStatus' | 'listSharing'
>;

/**
 * Says at the Git host what the portal knows of an open pull request: labels, who is to review it, a status on its head, and a
 * comment when that moved.
 */
export class HostTeller {
  readonly #store: TellerStore;
  readonly #shared: SharedStatusWriter;
  readonly #marks: PullRequestMarks;
  readonly #portalUrl: string;
  readonly #logger: LoggerService;
  /** What repositories refused, and what is in the log already: no more than records name. */
  readonly #refused = new Set<string>();

  constructor(options: {
    store: TellerStore;
    marks: PullRequestMarks;
    /** `app.baseUrl`. */
    portalUrl: string;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#marks = options.marks;
    this.#portalUrl = options.portalUrl.replace(/\/+$/, '');
    this.#shared = new SharedStatusWriter({
      store: options.store,
      portalUrl: this.#portalUrl,
    });
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
      for (const { marker, text } of untoldComments(record)) {
        await pullRequests.comment(pull.number, text, marker);
        const comments = [...(record.told.comments ?? []), marker];
        await this.#remember(record, { comments });
      }
    });
    await this.#try(record, 'commit statuses', async () => {
      if (record.sharedId) {
        await this.#shared.write(record, record.sharedId, pull, location);
        return;
      }
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
      (isLeft('comments', untoldComments(record).length) ||
        isLeft('labels', this.#marks.untoldLabels(record).length) ||
        isLeft('reviewers', this.#marks.owesReviewers(record)) ||
        (head !== undefined &&
          isLeft(
            'commit statuses',
            record.sharedId
              ? owesSharedStatus(record)
              : untoldStatus(record, head),
          )))
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
