import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  createReason,
  PromotionPullRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  type CommitCheck,
  type GitLocation,
  isAccessRefusal,
  type PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';
import { STATUS_CONTEXT } from './observePullRequest';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';

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
    ...(by ? { by: `\`${by.replace(/[`\s]+/g, ' ')}\`` } : {}),
  }).message;
}

/** Says at the Git host what the portal knows of an open pull request: a status on its head, and a comment when that moved. */
export class HostTeller {
  readonly #store: PromotionStore;
  readonly #portalUrl: string;
  readonly #logger: LoggerService;
  /** Repositories whose refusal is in the log already. */
  readonly #refused = new Set<string>();

  constructor(options: {
    store: PromotionStore;
    /** `app.baseUrl`. */
    portalUrl: string;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#portalUrl = options.portalUrl.replace(/\/+$/, '');
    this.#logger = options.logger;
  }

  /** Writes only what has changed. What could not be written does not throw, and is written by the next run. */
  async tell(
    record: PromotionRecord,
    pull: PullRequest,
    { pullRequests }: GitLocation,
  ): Promise<void> {
    const { pullRequest: facts, reason } = record;
    if (!facts || pull.state !== 'open') {
      return;
    }
    await this.#try(record, 'comments', async () => {
      const marker = `head-moved-${pull.headCommit.slice(0, 12)}`;
      const known = record.told.comments ?? [];
      if (!facts.headMoved || known.includes(marker)) {
        return;
      }
      await pullRequests.comment(
        pull.number,
        headMovedComment(pull.number, facts.headMoved),
        marker,
      );
      record.told = { ...record.told, comments: [...known, marker] };
      await this.#store.setTold(record.id, record.told);
    });
    await this.#try(record, 'commit statuses', async () => {
      const state = stateOf(facts);
      const description = reason?.message ?? 'All gates pass.';
      const status = `${pull.headCommit} ${state} ${description}`;
      // Before the gates were asked there is nothing to say.
      if (
        record.told.status === status ||
        (state === 'pending' && !facts.gates)
      ) {
        return;
      }
      await pullRequests.setStatus(pull.headCommit, {
        context: STATUS_CONTEXT,
        state,
        description,
        url: this.#page(record),
      });
      record.told = { ...record.told, status };
      await this.#store.setTold(record.id, record.told);
    });
  }

  #page({ entityRef }: PromotionRecord): string {
    const { namespace, name } = parseEntityRef(entityRef);
    return `${this.#portalUrl}/catalog/${encodeURIComponent(
      namespace,
    )}/component/${encodeURIComponent(name)}`;
  }

  async #try(
    record: PromotionRecord,
    what: string,
    task: () => Promise<void>,
  ): Promise<void> {
    const key = `${record.repository} ${what}`;
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
