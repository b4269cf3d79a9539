import { z } from 'zod';

const changeRef = z.object({ ref: z.string(), sha: z.string() });

const pullRequest = z.object({
  number: z.number().int(),
  title: z.string(),
  body: z.string().nullable(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean(),
  head: changeRef,
  base: changeRef,
  /** Login. */
  author: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  closedAt: z.string().nullable(),
  mergedAt: z.string().nullable(),
  mergedBy: z.string().nullable(),
  mergeCommitSha: z.string().nullable(),
  labels: z.array(z.string()),
  /** Logins of who is asked to review it. */
  reviewers: z.array(z.string()).default([]),
  /** Names of teams that are asked to. */
  teamReviewers: z.array(z.string()).default([]),
});

const review = z.object({
  id: z.number().int(),
  /** Number of the pull request. */
  pull: z.number().int(),
  /** Login. */
  author: z.string(),
  state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED']),
  body: z.string(),
  commit: z.string(),
  submittedAt: z.string(),
});

const comment = z.object({
  id: z.number().int(),
  issue: z.number().int(),
  author: z.string(),
  body: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const commitStatus = z.object({
  id: z.number().int(),
  sha: z.string(),
  context: z.string(),
  state: z.enum(['error', 'failure', 'pending', 'success']),
  description: z.string().nullable(),
  targetUrl: z.string().nullable(),
  author: z.string(),
  createdAt: z.string(),
});

/**
 * What the Git host knows beside the repository itself.
 *
 * @internal
 */
export const hostStateSchema = z.object({
  nextId: z.number().int(),
  pulls: z.array(pullRequest),
  comments: z.array(comment),
  reviews: z.array(review).default([]),
  statuses: z.array(commitStatus),
  /** When a branch or tag last changed; null while none has. */
  pushedAt: z.string().nullable().default(null),
});

/** @internal */
export type HostState = z.infer<typeof hostStateSchema>;
/** @internal */
export type PullRequest = z.infer<typeof pullRequest>;
/** @internal */
export type PullRequestReview = z.infer<typeof review>;

export type IssueComment = z.infer<typeof comment>;
/** @internal */
export type CommitStatus = z.infer<typeof commitStatus>;

/** @internal */
export function emptyHostState(): HostState {
  return {
    nextId: 1000,
    pulls: [],
    comments: [],
    reviews: [],
    statuses: [],
    pushedAt: null,
  };
}
