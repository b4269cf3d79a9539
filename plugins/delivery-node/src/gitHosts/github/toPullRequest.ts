import type { PullRequest } from '../PullRequests';

/** A pull request as GitHub's API gives it, in the parts that are read. */
export interface GithubPull {
  number: number;
  html_url: string;
  title: string;
  state: string;
  merged_at?: string | null;
  merge_commit_sha?: string | null;
  mergeable?: boolean | null;
  head: { ref: string; sha: string };
}

/** GitHub's pull request in the words of this suite. */
export function toPullRequest(pull: GithubPull): PullRequest {
  const merged = Boolean(pull.merged_at);
  const openOrClosed = pull.state === 'open' ? 'open' : 'closed';
  return {
    number: pull.number,
    url: pull.html_url,
    title: pull.title,
    state: merged ? 'merged' : openOrClosed,
    branch: pull.head.ref,
    headCommit: pull.head.sha,
    // While a pull request is open, GitHub keeps its test merge in this field.
    ...(merged && pull.merge_commit_sha
      ? { mergeCommit: pull.merge_commit_sha }
      : {}),
    ...(pull.merged_at ? { mergedAt: pull.merged_at } : {}),
    ...(typeof pull.mergeable === 'boolean'
      ? { mergeable: pull.mergeable }
      : {}),
  };
}
