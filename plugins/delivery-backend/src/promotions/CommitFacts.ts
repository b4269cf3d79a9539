import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  compareReleases,
  PromotionPullRequest,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitLocation } from '@stonegarden/backstage-plugin-delivery-node';
import type { ReleaseFile } from '../releases/ReleaseFile';
import { readReleaseAt } from '../releases/readReleaseAt';
import { findMergedElsewhere } from './findMergedElsewhere';
import { findMergedOtherwise } from './findMergedOtherwise';
import type { PromotionRecord } from './PromotionRecord';
import { RecentMap } from '../collections/RecentMap';

const MAX_ANSWERS = 5_000;

/** An answer about commits; `unknown` while the Git host does not answer, or does not know a commit. */
export type CommitAnswer = boolean | 'unknown';

/** What a commit says about promotions. Commits never change, so an answer stays true and is asked for once. */
export class CommitFacts {
  readonly #releaseFile: ReleaseFile;
  readonly #logger: LoggerService;
  readonly #answers = new RecentMap<boolean>(MAX_ANSWERS);
  /** Why merges are not what was promised; null for those that are. */
  readonly #deviations = new RecentMap<Reason | null>(MAX_ANSWERS);

  constructor(options: { releaseFile: ReleaseFile; logger: LoggerService }) {
    this.#releaseFile = options.releaseFile;
    this.#logger = options.logger;
  }

  /** Whether a commit is, or comes after, another. */
  contains(
    location: GitLocation,
    commit: string | undefined,
    ancestor: string | undefined,
  ): Promise<CommitAnswer> {
    if (!commit || !ancestor) {
      return Promise.resolve('unknown');
    }
    return this.#once(location, `${ancestor}..${commit}`, () =>
      location.reader.contains(commit, ancestor),
    );
  }

  /** Whether Git names the promoted Release for the promotion's target at a commit. */
  namesRelease(
    location: GitLocation,
    commit: string,
    promotion: Pick<PromotionRecord, 'id' | 'to' | 'release'>,
  ): Promise<CommitAnswer> {
    return this.#once(location, `${promotion.id}@${commit}`, async () => {
      const release = await readReleaseAt(
        this.#releaseFile,
        location,
        promotion.to,
        commit,
      );
      const changes = compareReleases(promotion.release, release);
      return changes === 'unknown' ? undefined : changes.length === 0;
    });
  }

  /**
   * Why a merge is not what was promised: it went into another branch, or it names another Release. Undefined when it is.
   * Throws when the host cannot tell.
   */
  async findDeviation(
    location: GitLocation,
    promotion: Pick<
      PromotionRecord,
      'id' | 'intent' | 'release' | 'rollback' | 'to'
    >,
    merge: {
      mergeCommit: string;
      retargeted: PromotionPullRequest['retargeted'];
    },
  ): Promise<Reason | undefined> {
    const { mergeCommit, retargeted } = merge;
    const { url } = location.repository;
    if (retargeted) {
      // That branch may get the merge later; once it has it, it keeps it.
      const key = `${url} ${mergeCommit} in ${retargeted.expected}`;
      const elsewhere =
        this.#answers.get(key) === true
          ? undefined
          : await findMergedElsewhere({ retargeted }, mergeCommit, location);
      if (elsewhere) {
        return elsewhere;
      }
      this.#answers.set(key, true);
    }
    const key = `${url} ${promotion.id} merged as ${mergeCommit}`;
    const known = this.#deviations.get(key);
    if (known !== undefined) {
      return known ?? undefined;
    }
    const found = await findMergedOtherwise(
      promotion,
      mergeCommit,
      location,
      this.#releaseFile,
    );
    this.#deviations.set(key, found ?? null);
    return found;
  }

  async #once(
    { repository }: GitLocation,
    question: string,
    ask: () => Promise<boolean | undefined>,
  ): Promise<CommitAnswer> {
    const key = `${repository.url} ${question}`;
    const known = this.#answers.get(key);
    if (known !== undefined) {
      return known;
    }
    try {
      const answer = await ask();
      if (answer === undefined) {
        return 'unknown';
      }
      this.#answers.set(key, answer);
      return answer;
    } catch (error) {
      this.#logger.warn(
        `Commits of ${repository.owner}/${
          repository.name
        } could not be looked at: ${stringifyError(error)}`,
      );
      return 'unknown';
    }
  }
}
