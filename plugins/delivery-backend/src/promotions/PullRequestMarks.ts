import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, stringifyError } from '@backstage/errors';
import {
  type GitLocation,
  isHostRefusal,
  isAccessRefusal,
  type Reviewers,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { PullRequestConfig } from '../config/readPullRequestConfig';
import type { OwnerReviewers } from './OwnerReviewers';
import type { AlreadyTold, PromotionRecord } from './PromotionRecord';

/** Hosts take no longer ones. */
const MAX_LABEL_LENGTH = 50;

/**
 * Labels of pull requests, and who is asked to review them. Each is written once: what people take away again stays away. What
 * the host refuses for what it says is in the log, and not tried again.
 */
export class PullRequestMarks {
  readonly #config: PullRequestConfig;
  readonly #reviewers: Pick<OwnerReviewers, 'of'>;
  readonly #logger: LoggerService;

  constructor(options: {
    config: PullRequestConfig;
    reviewers: Pick<OwnerReviewers, 'of'>;
    logger: LoggerService;
  }) {
    this.#config = options.config;
    this.#reviewers = options.reviewers;
    this.#logger = options.logger;
  }

  /** Labels that are to be written; empty when none are. */
  untoldLabels({ rollback, to, told }: PromotionRecord): string[] {
    const { labels, rollbackLabels } = this.#config;
    return (rollback ? rollbackLabels : labels)
      .map(label => label.replaceAll('{{environment}}', to))
      .filter(
        label =>
          label.length <= MAX_LABEL_LENGTH && !told.labels?.includes(label),
      );
  }

  /** Whether reviews are to be asked for. */
  owesReviewers({ told }: PromotionRecord): boolean {
    return this.#config.reviewers && told.reviewers === undefined;
  }

  /** Writes labels, and returns what is told then. Throws what the host throws when it may take them later. */
  async addLabels(
    record: PromotionRecord,
    number: number,
    { pullRequests }: GitLocation,
  ): Promise<Pick<AlreadyTold, 'labels'>> {
    const labels = this.untoldLabels(record);
    try {
      await pullRequests.addLabels(number, labels);
    } catch (error) {
      if (!isHostRefusal(error) || isAccessRefusal(error)) {
        throw error;
      }
      this.#logger.warn(
        `Pull request #${number} in ${
          record.repository
        } has no labels of the portal: ${stringifyError(error)}`,
      );
    }
    return { labels: [...(record.told.labels ?? []), ...labels] };
  }

  /** Asks for reviews, and returns what is told then. Throws what the host throws when it may take them later. */
  async requestReviewers(
    record: PromotionRecord,
    number: number,
    location: GitLocation,
  ): Promise<Pick<AlreadyTold, 'reviewers'>> {
    const wanted = await this.#wanted(record, location);
    const names = [...wanted.users, ...wanted.teams];
    if (names.length === 0) {
      return { reviewers: [] };
    }
    const refused = await location.pullRequests.requestReviewers(
      number,
      wanted,
    );
    const strangers = new Set([...refused.users, ...refused.teams]);
    if (strangers.size > 0) {
      this.#logger.warn(
        `Pull request #${number} in ${
          record.repository
        } cannot be reviewed by ${[...strangers].join(
          ', ',
        )}: its Git host says that they may not.`,
      );
    }
    return { reviewers: names.filter(name => !strangers.has(name)) };
  }

  /** A service that left the catalog has no owner to ask. */
  async #wanted(
    record: PromotionRecord,
    location: GitLocation,
  ): Promise<Reviewers> {
    try {
      return await this.#reviewers.of(record, location);
    } catch (error) {
      if (error instanceof NotFoundError) {
        return { users: [], teams: [] };
      }
      throw error;
    }
  }
}
