import type { AuthService } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  PromotionPullRequest,
  PromotionReview,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  CommitAuthors,
  GitLocation,
  PullRequest,
  PullRequestReview,
} from '@stonegarden/backstage-plugin-delivery-node';
import { loginAnnotations, loginAt } from '../services/loginAt';
import { personNames } from '../services/personNames';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import { isAuthor } from './isAuthor';
import { unlessRefused } from './observePullRequest';
import type { PromotionRecord } from './PromotionRecord';
import { requiredApprovalsOf } from './tallyApprovals';

/** So many reviewers of a pull request are looked for in the catalog. */
const MAX_REVIEWERS = 50;
/** So many Users of the catalog may say that they have one login. */
const MAX_NAMESAKES = 20;

/** What is recorded of the reviews of a pull request. */
export type ReviewFacts = Pick<
  PromotionPullRequest,
  'reviews' | 'reviewsUnknown'
>;

/** Reads reviews at the Git host, and finds out who of the catalog gave them. */
export class HostReviews {
  readonly #auth: AuthService;
  readonly #authors: Pick<CommitAuthors, 'isTrusted'>;
  readonly #catalog: Pick<CatalogService, 'queryEntities'>;
  readonly #deployments: Pick<DeploymentStore, 'get' | 'list'>;

  constructor(options: {
    auth: AuthService;
    authors: Pick<CommitAuthors, 'isTrusted'>;
    catalog: Pick<CatalogService, 'queryEntities'>;
    deployments: Pick<DeploymentStore, 'get' | 'list'>;
  }) {
    this.#auth = options.auth;
    this.#authors = options.authors;
    this.#catalog = options.catalog;
    this.#deployments = options.deployments;
  }

  /**
   * Asks only where rules of app-config name groups that have to approve: whoever reviews at the host has no rights in the portal,
   * and counts as a member of such a group. What the token may not see is unknown, and passed to `onRefused`.
   */
  async observe(
    record: PromotionRecord,
    pull: PullRequest,
    { pullRequests, repository }: GitLocation,
    onRefused: (error: Error) => void,
  ): Promise<ReviewFacts> {
    if (
      record.rollback ||
      !requiredApprovalsOf(record).reviewGroups?.length ||
      !pullRequests.reviews
    ) {
      return {};
    }
    const said = await unlessRefused(
      () => pullRequests.reviews?.(pull.number) ?? Promise.resolve([]),
      onRefused,
    );
    if (!said) {
      return { reviewsUnknown: true };
    }
    // What is said after the merge approves nothing.
    const mergedAt = Date.parse(pull.mergedAt ?? '');
    const before = said.filter(({ at }) => !(Date.parse(at) > mergedAt));
    const reviews = await Promise.all(
      before
        .slice(-MAX_REVIEWERS)
        .map(review => this.#reviewOf(review, record, repository.host)),
    );
    return reviews.length > 0 ? { reviews } : {};
  }

  async #reviewOf(
    { by: login, isBot, ...review }: PullRequestReview,
    record: PromotionRecord,
    host: string,
  ): Promise<PromotionReview> {
    // What counts for nothing is shown by the login alone.
    const mayCount =
      !isBot &&
      review.state === 'approved' &&
      review.commit === record.headCommit;
    const user = mayCount ? await this.#find(login, host) : undefined;
    if (!user) {
      return { login, ...review };
    }
    const groups = (user.relations ?? [])
      .filter(({ type }) => type === RELATION_MEMBER_OF)
      .map(({ targetRef }) => targetRef)
      .sort();
    return {
      login,
      ...review,
      by: stringifyEntityRef(user),
      groups,
      ...((await isAuthor(personNames(user), record, this.#deployments))
        ? { isAuthor: true as const }
        : {}),
    };
  }

  /**
   * The one User of a trusted provider who has a login at the host of the repository; undefined where there is none, or more than
   * one. What somebody registered neither names anybody nor stands in anybody's way.
   */
  async #find(login: string, host: string): Promise<Entity | undefined> {
    const { items } = await this.#catalog.queryEntities(
      {
        filter: loginAnnotations(host).map(annotation => ({
          kind: 'User',
          [`metadata.annotations.${annotation}`]: login,
        })),
        limit: MAX_NAMESAKES,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const trusted: Entity[] = [];
    for (const user of items) {
      if (
        loginAt(user, host)?.toLowerCase() === login.toLowerCase() &&
        (await this.#authors.isTrusted(user))
      ) {
        trusted.push(user);
      }
    }
    return trusted.length === 1 ? trusted[0] : undefined;
  }
}
