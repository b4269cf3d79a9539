import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { compareReleases } from '@stonegarden/backstage-plugin-delivery-common';
import type { GitLocation } from '@stonegarden/backstage-plugin-delivery-node';
import type { ReleaseFile } from '../releases/ReleaseFile';
import { readReleaseAt } from '../releases/readReleaseAt';
import type { PromotionRecord } from './PromotionRecord';

const MAX_ANSWERS = 5_000;

/** An answer about commits; `unknown` while the Git host does not answer, or does not know a commit. */
export type CommitAnswer = boolean | 'unknown';

/** What a commit says about promotions. Commits never change, so an answer stays true and is asked for once. */
export class CommitFacts {
  readonly #releaseFile: ReleaseFile;
  readonly #logger: LoggerService;
  readonly #answers = new Map<string, boolean>();

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
      if (this.#answers.size >= MAX_ANSWERS) {
        this.#answers.clear();
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
