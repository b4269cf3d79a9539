import { z } from 'zod';
import type { PullRequest } from '../PullRequests';

/** A pull request as GitHub's API and its webhooks give it, in the parts that are read. */
export const githubPullSchema = z.object({
  number: z.number().int().positive(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  merged_at: z.string().nullish(),
  closed_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  mergeable: z.boolean().nullish(),
  head: z.object({ ref: z.string(), sha: z.string() }),
  base: z.object({ ref: z.string() }),
  labels: z.array(z.object({ name: z.string() })).nullish(),
});

/** What {@link githubPullSchema} reads. */
export type GithubPull = z.infer<typeof githubPullSchema>;

/** GitHub's pull request in the words of this suite. */
export function toPullRequest(pull: GithubPull): PullRequest {
  const merged = Boolean(pull.merged_at);
  const openOrClosed = pull.state === 'open' ? 'open' : 'closed';
  return {
    number: pull.number,
    url: pull.html_url,
    title: pull.title,
    body: pull.body ?? '',
    state: merged ? 'merged' : openOrClosed,
    branch: pull.head.ref,
    baseBranch: pull.base.ref,
    headCommit: pull.head.sha,
    // While a pull request is open, GitHub keeps its test merge in this field.
    ...(merged && pull.merge_commit_sha
      ? { mergeCommit: pull.merge_commit_sha }
      : {}),
    ...(pull.merged_at ? { mergedAt: pull.merged_at } : {}),
    ...(pull.closed_at ? { closedAt: pull.closed_at } : {}),
    ...(typeof pull.mergeable === 'boolean'
      ? { mergeable: pull.mergeable }
      : {}),
    ...(pull.labels ? { labels: pull.labels.map(({ name }) => name) } : {}),
  };
}
