import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import type { PullRequestReview } from '../PullRequests';
import type { GithubClient } from './GithubClient';

/** A thousand reviews. */
const MAX_PAGES = 10;

const reviewsSchema = z.array(
  z.object({
    /** Null for an account that is gone. */
    user: z.object({ login: z.string(), type: z.string() }).nullable(),
    state: z.string(),
    /** Null where the commit is gone. */
    commit_id: z.string().nullable(),
    /** Missing in one that is being written. */
    submitted_at: z.string().nullish(),
  }),
);

type GithubReview = z.infer<typeof reviewsSchema>[number];

const STATES: Partial<Record<string, PullRequestReview['state']>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  // One that a maintainer has dismissed, which takes its place in the list.
  DISMISSED: 'dismissed',
};

function toReview({
  user,
  state,
  commit_id: commit,
  submitted_at: at,
}: GithubReview): PullRequestReview | undefined {
  const known = STATES[state];
  return user && known && commit && at
    ? {
        by: user.login,
        state: known,
        commit,
        at,
        ...(user.type === 'User' ? {} : { isBot: true as const }),
      }
    : undefined;
}

/**
 * What each reviewer of a pull request said last, in the order of time. Comments are no opinion, and leave the one before as it
 * is. Throws ServiceUnavailableError where there are more reviews than are read: the last ones would be missing.
 */
export async function readReviews(
  client: GithubClient,
  number: number,
): Promise<PullRequestReview[]> {
  const { pages, complete } = await client.readPages(
    `reading the reviews of pull request #${number}`,
    reviewsSchema,
    (octokit, scope, page) =>
      octokit.rest.pulls.listReviews({
        ...scope,
        pull_number: number,
        ...page,
      }),
    MAX_PAGES,
  );
  if (!complete) {
    throw new ServiceUnavailableError(
      `Pull request #${number} has more reviews than are read`,
    );
  }
  // GitHub lists them in the order of time, and does not tell logins apart by case.
  const last = new Map<string, PullRequestReview>();
  for (const review of pages.flat().flatMap(each => toReview(each) ?? [])) {
    const key = review.by.toLowerCase();
    last.delete(key);
    last.set(key, review);
  }
  return [...last.values()];
}
