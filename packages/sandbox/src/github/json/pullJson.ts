import type { GitHost } from '../../host/GitHost';
import type { IssueComment, PullRequest } from '../../host/HostState';
import type { Mergeability } from '../../pulls/mergeCommit';
import { addressesOf, nodeId, numericId } from './addresses';
import { repositoryJson, userJson } from './repositoryJson';
import { seconds } from './seconds';

/**
 * A pull request as GitHub lists it.
 *
 * @internal
 */
export function pullJson(host: GitHost, pull: PullRequest) {
  const { repo, web } = addressesOf(host);
  const url = `${repo}/pulls/${pull.number}`;
  const issue = `${repo}/issues/${pull.number}`;
  const page = `${web}/pull/${pull.number}`;
  const side = ({ ref, sha }: PullRequest['head']) => ({
    label: `${host.owner}:${ref}`,
    ref,
    sha,
    user: userJson(host, host.owner),
    repo: repositoryJson(host),
  });
  const links = {
    self: url,
    html: page,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${repo}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${repo}/statuses/${pull.head.sha}`,
  };
  return {
    url,
    id: 10_000 + pull.number,
    node_id: nodeId('PullRequest', pull.number),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userJson(host, pull.author),
    body: pull.body,
    labels: pull.labels.map(label => labelJson(host, label)),
    milestone: null,
    created_at: seconds(pull.createdAt),
    updated_at: seconds(pull.updatedAt),
    closed_at: pull.closedAt && seconds(pull.closedAt),
    merged_at: pull.mergedAt && seconds(pull.mergedAt),
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.reviewers.map(login => userJson(host, login)),
    requested_teams: pull.teamReviewers.map(slug => teamJson(host, slug)),
    head: side(pull.head),
    base: side(pull.base),
    author_association: 'MEMBER',
    auto_merge: null,
    active_lock_reason: null,
    draft: pull.draft,
    _links: Object.fromEntries(
      Object.entries(links).map(([name, href]) => [name, { href }]),
    ),
  };
}

/**
 * A pull request as GitHub answers it alone: with what merging it would do.
 *
 * @internal
 */
export async function pullDetailJson(host: GitHost, pull: PullRequest) {
  const { repository, pulls, checks, state, mergeChecks } = host;
  const mergeability = mergeChecks.peek(pull);
  const from = await repository.mergeBase(pull.base.sha, pull.head.sha);
  const [files, commits] = await Promise.all([
    pulls.files(pull),
    repository.aheadBehind(from ?? pull.base.sha, pull.head.sha),
  ]);
  // They read all files of both commits, and say nothing while it is not known whether the branches conflict.
  const results =
    pull.state === 'open' && mergeability?.state === 'clean'
      ? await checks.run(pull.base.sha, pull.head.sha)
      : [];
  const failing = results.some(({ conclusion }) => conclusion === 'failure');
  return {
    ...pullJson(host, pull),
    merged: pull.mergedAt !== null,
    ...mergeableFields(mergeability, failing),
    rebaseable: false,
    merged_by: pull.mergedBy ? userJson(host, pull.mergedBy) : null,
    comments: state.value.comments.filter(it => it.issue === pull.number)
      .length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.ahead,
    additions: files.reduce((total, it) => total + it.additions, 0),
    deletions: files.reduce((total, it) => total + it.deletions, 0),
    changed_files: files.length,
  };
}

function mergeableFields(known: Mergeability | undefined, failing: boolean) {
  switch (known?.state) {
    case 'clean':
      return {
        mergeable: true,
        mergeable_state: failing ? 'unstable' : 'clean',
      };
    case 'conflict':
      return { mergeable: false, mergeable_state: 'dirty' };
    default:
      return { mergeable: null, mergeable_state: 'unknown' };
  }
}

/** @internal */
export function labelJson(host: GitHost, name: string) {
  const id = numericId(name);
  return {
    id,
    node_id: nodeId('Label', id),
    url: `${addressesOf(host).repo}/labels/${encodeURIComponent(name)}`,
    name,
    color: 'ededed',
    default: false,
    description: '',
  };
}

/** @internal */
export function teamJson(host: GitHost, slug: string) {
  const id = numericId(slug);
  const { repo } = addressesOf(host);
  const api = repo.slice(0, repo.indexOf('/repos/'));
  const url = `${api}/organizations/${numericId(host.owner)}/team/${id}`;
  return {
    id,
    node_id: nodeId('Team', id),
    url,
    html_url: `${host.baseUrl}/orgs/${host.owner}/teams/${slug}`,
    name: slug,
    slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'push',
    type: 'organization',
    organization_id: numericId(host.owner),
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
  };
}

/** @internal */
export function commentJson(host: GitHost, comment: IssueComment) {
  const { repo, web } = addressesOf(host);
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${repo}/issues/comments/${comment.id}`,
    html_url: `${web}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repo}/issues/${comment.issue}`,
    user: userJson(host, comment.author),
    body: comment.body,
    created_at: seconds(comment.createdAt),
    updated_at: seconds(comment.updatedAt),
    author_association: 'MEMBER',
  };
}
