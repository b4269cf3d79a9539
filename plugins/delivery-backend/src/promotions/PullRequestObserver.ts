import { isDeepStrictEqual } from 'node:util';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PromotionPullRequest } from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GitLocation,
  PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';
import { dueObservation, ReconcileTrigger } from './dueObservation';
import type { GateWatch } from './GateWatch';
import type { HostReviews, ReviewFacts } from './HostReviews';
import type { HostTeller } from './HostTeller';
import { observeDetails, toPullRequestFacts } from './observePullRequest';
import type { PromotionRecord } from './PromotionRecord';
import { RequiredChecks } from './RequiredChecks';

/** A pull request as the Git host has it, and what is to be recorded of it. All of it was asked in one go. */
export interface ObservedPullRequest {
  pull: PullRequest;
  facts: PromotionPullRequest;
}

/** Whether one call for the state of a pull request says what is recorded. A host that has not decided yet whether the branches conflict says nothing new. */
function isAsRecorded(
  {
    number,
    url,
    title,
    state,
    headMoved,
    retargeted,
    mergeable,
  }: PromotionPullRequest,
  recorded: PromotionPullRequest | undefined,
): boolean {
  return isDeepStrictEqual(
    {
      number,
      url,
      title,
      state,
      head: headMoved?.commit,
      retargeted,
      mergeable: mergeable ?? recorded?.mergeable,
    },
    recorded && {
      number: recorded.number,
      url: recorded.url,
      title: recorded.title,
      state: recorded.state,
      head: recorded.headMoved?.commit,
      retargeted: recorded.retargeted,
      mergeable: recorded.mergeable,
    },
  );
}

/** Asks the Git host about pull requests as often as there is reason to, and the gates with it. */
export class PullRequestObserver {
  readonly #gateWatch: GateWatch;
  readonly #teller: Pick<HostTeller, 'owes'>;
  readonly #logger: LoggerService;
  readonly #reviews: Pick<HostReviews, 'observe'> | undefined;
  readonly #requiredChecks = new RequiredChecks();
  /** Repositories whose refusal is in the log already: no more than records name. */
  readonly #refused = new Set<string>();

  constructor(options: {
    gateWatch: GateWatch;
    teller: Pick<HostTeller, 'owes'>;
    /** Reviews at the host are not looked at when left out. */
    reviews?: Pick<HostReviews, 'observe'>;
    logger: LoggerService;
  }) {
    this.#reviews = options.reviews;
    this.#gateWatch = options.gateWatch;
    this.#teller = options.teller;
    this.#logger = options.logger;
  }

  /**
   * Undefined when nothing was asked, or the host says what is recorded: the record then keeps the time at which all of it
   * was asked. Throws what the host throws.
   */
  async observe(
    record: PromotionRecord,
    location: GitLocation,
    trigger: ReconcileTrigger,
  ): Promise<ObservedPullRequest | undefined> {
    const due = dueObservation(record, trigger);
    if (!record.pullRequest || due === 'nothing') {
      return undefined;
    }
    const pull = await location.pullRequests.status(record.pullRequest.number);
    const facts = toPullRequestFacts(pull, record, location);
    if (
      due === 'state' &&
      isAsRecorded(facts, record.pullRequest) &&
      !this.#teller.owes(record)
    ) {
      return undefined;
    }
    const reviews = await this.#reviewsOf(record, pull, location);
    if (pull.state !== 'open') {
      return { pull, facts: { ...facts, ...reviews } };
    }
    const details = await observeDetails(record, location, {
      pull,
      facts,
      requiredChecks: this.#requiredChecks,
      onRefused: error => this.#warn(record, error),
    });
    const known = { ...facts, ...details, ...reviews };
    const gates = await this.#gateWatch.judge(record, known);
    return { pull, facts: { ...known, ...(gates ? { gates } : {}) } };
  }

  /** What it was merged with counts: of one that is open no longer, what is known is not forgotten. */
  async #reviewsOf(
    record: PromotionRecord,
    pull: PullRequest,
    location: GitLocation,
  ): Promise<ReviewFacts> {
    const facts = await this.#reviews?.observe(record, pull, location, error =>
      this.#warn(record, error),
    );
    const { reviews } = record.pullRequest ?? {};
    return facts?.reviewsUnknown && pull.state !== 'open' && reviews
      ? { reviews }
      : facts ?? {};
  }

  #warn({ repository }: PromotionRecord, error: Error): void {
    if (!this.#refused.has(repository)) {
      this.#refused.add(repository);
      this.#logger.warn(
        `Not everything about the checks and reviews of pull requests in ${repository} is known: ${error.message}`,
      );
    }
  }
}
