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
import { personNames } from '../services/personNames';
import type { DeploymentStore } from '../deployments/DeploymentStore';
import { isAuthor } from './isAuthor';
import { unlessRefused } from './observePullRequest';
import type { PromotionRecord } from './PromotionRecord';
import { requiredApprovalsOf } from './tallyApprovals';

/** As Backstage's providers for GitHub write it. */
const LOGIN_ANNOTATION = 'github.com/user-login';
/** So many reviewers of a pull request are looked for in the catalog. */
const MAX_REVIEWERS = 50;

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
  readonly #deployments: Pick<DeploymentStore, 'list'>;

  constructor(options: {
    auth: AuthService;
    authors: Pick<CommitAuthors, 'isTrusted'>;
    catalog: Pick<CatalogService, 'queryEntities'>;
    deployments: Pick<DeploymentStore, 'list'>;
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
    { pullRequests }: GitLocation,
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
        .map(review => this.#reviewOf(review, record)),
    );
    return reviews.length > 0 ? { reviews } : {};
  }

  async #reviewOf(
    { by: login, isBot, ...review }: PullRequestReview,
    record: PromotionRecord,
  ): Promise<PromotionReview> {
    const user = isBot ? undefined : await this.#find(login);
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

  /** The one User of a trusted provider who has a login; undefined where there is none, or more than one. */
  async #find(login: string): Promise<Entity | undefined> {
    const { items } = await this.#catalog.queryEntities(
      {
        filter: {
          kind: 'User',
          [`metadata.annotations.${LOGIN_ANNOTATION}`]: login,
        },
        limit: 2,
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const [user, other] = items.filter(
      ({ metadata }) =>
        metadata.annotations?.[LOGIN_ANNOTATION]?.toLowerCase() ===
        login.toLowerCase(),
    );
    return user && !other && (await this.#authors.isTrusted(user))
      ? user
      : undefined;
  }
}
