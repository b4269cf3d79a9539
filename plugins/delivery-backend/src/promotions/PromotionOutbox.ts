import { ConflictError } from '@backstage/errors';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import {
  BranchTakenError,
  GitHosts,
  GitLocation,
  isMissing,
  PullRequest,
  takenBranchesNote,
  tryBranches,
} from '@stonegarden/backstage-plugin-delivery-node';
import { promotionPage } from '../services/promotionPage';
import { baseBranchOf, toPullRequestFacts } from './observePullRequest';
import type { PromotionIntent, PromotionRecord } from './PromotionRecord';
import { ownIntent, type SentIntent, sharedIntent } from './sentIntent';
import type { PromotionStore } from './PromotionStore';

/** A record that says what is to be asked of the Git host. */
export type IntendedPromotion = PromotionRecord & { intent: PromotionIntent };

export function isIntended(
  record: PromotionRecord,
): record is IntendedPromotion {
  return record.intent !== undefined;
}

/** What a pull request names: its promotion, or what all its promotions have in common. */
function keyOf({
  id,
  sharedId,
}: Pick<PromotionRecord, 'id' | 'sharedId'>): string {
  return sharedId ?? id;
}

/** By this line a pull request is known as that of a promotion, whatever became of its branch. */
function markerOf(record: Pick<PromotionRecord, 'id' | 'sharedId'>): string {
  return `<!-- stonegarden:promotion:${keyOf(record)} -->`;
}

/**
 * The promotion that a pull request names; undefined when somebody has removed the line. It is the last one: what people gave as a
 * reason comes before it, and may hold such a line as well.
 */
function promotionOf({ body }: PullRequest): string | undefined {
  return [...body.matchAll(/<!-- stonegarden:promotion:([\w-]+) -->/g)].at(
    -1,
  )?.[1];
}

/**
 * Brings what a record says to the Git host: commit, branch, pull request. Each step is recorded before the next is asked
 * for, and each may be done twice, so that a promotion can be taken up from its record wherever a run ended.
 */
export class PromotionOutbox {
  readonly #store: PromotionStore;
  readonly #hosts: GitHosts;
  readonly #portalUrl: string;

  constructor(options: {
    store: PromotionStore;
    hosts: GitHosts;
    /** `app.baseUrl`. */
    portalUrl: string;
  }) {
    this.#store = options.store;
    this.#hosts = options.hosts;
    this.#portalUrl = options.portalUrl.replace(/\/+$/, '');
  }

  /**
   * Opens the pull request of a record, or finds it, and returns the record as it is then; undefined when the record is
   * gone: another run has given it up.
   */
  async send(record: IntendedPromotion): Promise<PromotionRecord | undefined> {
    const location = await this.#hosts.resolve(record.sourceUrl);
    const { pullRequests } = location;
    const { baseCommit } = record;
    const all = await this.#store.listSharing(record);
    const intent = record.sharedId
      ? sharedIntent(all.filter(isIntended), this.#portalUrl)
      : ownIntent(record);
    const committed = record.headCommit
      ? record
      : await this.#store.setHead(
          record.id,
          await pullRequests.commit({
            parent: baseCommit,
            ...intent,
          }),
        );
    if (!committed || committed.pullRequest || !committed.headCommit) {
      return committed;
    }
    return this.#open(
      { ...record, ...committed },
      intent,
      committed.headCommit,
      location,
    );
  }

  /**
   * Looks at the host for the pull request of a record that has none, in any state, and takes it up. Undefined when the
   * host says that there is none.
   */
  async find(record: PromotionRecord): Promise<PromotionRecord | undefined> {
    const location = await this.#hosts.resolve(record.sourceUrl);
    const pulls = await location.pullRequests.findAll(record.branch);
    for (const pull of pulls) {
      if (await this.#isOwn(record, pull, location)) {
        return this.#attach(record, pull, location);
      }
    }
    return undefined;
  }

  async #isOwn(
    record: PromotionRecord,
    pull: PullRequest,
    location: GitLocation,
  ): Promise<boolean> {
    if (pull.baseBranch !== baseBranchOf(record, location)) {
      return false;
    }
    const { headCommit } = record;
    if (!headCommit) {
      return false;
    }
    const named = promotionOf(pull);
    if (named) {
      // The same change may have been promoted before.
      return named === keyOf(record);
    }
    if (pull.headCommit === headCommit) {
      return true;
    }
    try {
      return await location.reader.contains(pull.headCommit, headCommit);
    } catch (error) {
      // Hosts forget commits after a while that no branch has.
      if (isMissing(error)) {
        return false;
      }
      throw error;
    }
  }

  async #open(
    record: PromotionRecord,
    intent: SentIntent,
    commit: string,
    location: GitLocation,
  ): Promise<PromotionRecord | undefined> {
    const { id } = record;
    const key = keyOf(record);
    const first = record.branch;
    const opened = await tryBranches(first, async (branch, taken) => {
      if (branch !== first) {
        await this.#store.setBranch(id, branch);
      }
      const note = takenBranchesNote(taken);
      try {
        const pull = await location.pullRequests.open({
          branch,
          commit,
          baseBranch: intent.baseBranch,
          title: intent.title,
          body: [
            intent.body,
            ...(note ? [note] : []),
            ...(record.sharedId ? [] : [this.#linkTo(record)]),
            markerOf(record),
          ].join('\n'),
        });
        if ((promotionOf(pull) ?? key) !== key) {
          return undefined;
        }
        return {
          promotion: await this.#attach(
            { ...record, headCommit: pull.commit },
            pull,
            location,
          ),
        };
      } catch (error) {
        if (!(error instanceof BranchTakenError)) {
          throw error;
        }
        // Somebody may have pushed to what is ours.
        const own = await this.find({ ...record, branch, headCommit: commit });
        return own && { promotion: own };
      }
    });
    if (!opened) {
      throw new ConflictError(
        `${first} and all other names of the branch hold other commits. Delete the branches that nobody needs.`,
      );
    }
    return opened.promotion;
  }

  #linkTo(record: PromotionRecord): string {
    return `Gates, approvals and what becomes of it: [in the portal](<${
      this.#portalUrl
    }${promotionPage(record)}>).\n`;
  }

  async #attach(
    record: PromotionRecord,
    pull: PullRequest,
    location: GitLocation,
  ): Promise<PromotionRecord | undefined> {
    // A run that ends here leaves some of them to the next, which finds the pull request by its branch.
    for (const each of await this.#store.listSharing(record)) {
      if (!each.pullRequest) {
        await this.#store.update(each, {
          status: 'open',
          headCommit: record.headCommit,
          pullRequest: toPullRequestFacts(
            pull,
            { ...each, headCommit: record.headCommit },
            location,
          ),
        });
      }
    }
    return this.#store.get(record.id);
  }
}

/** What is said while it is not known whether there is a pull request. */
export function pullRequestUnknown(
  record: Pick<PromotionRecord, 'branch'>,
): ReturnType<typeof createReason<'PullRequestUnknown'>> {
  return createReason('PullRequestUnknown', { branch: record.branch });
}
