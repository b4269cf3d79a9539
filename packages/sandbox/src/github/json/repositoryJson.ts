import type { GitHost } from '../../host/GitHost';
import { addressesOf, nodeId, numericId } from './addresses';

/**
 * A user or organisation as GitHub describes it.
 *
 * @internal
 */
export function userJson(host: GitHost, login: string) {
  const url = addressesOf(host).user(login);
  const id = numericId(login);
  return {
    login,
    id,
    node_id: nodeId('User', id),
    avatar_url: '',
    gravatar_id: '',
    url,
    html_url: `${host.baseUrl}/${encodeURIComponent(login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: login === host.owner ? 'Organization' : 'User',
    site_admin: false,
  };
}

/**
 * The repository as GitHub describes it.
 *
 * @internal
 */
export function repositoryJson(host: GitHost) {
  const { fullName, web, repo } = addressesOf(host);
  return {
    id: numericId(fullName),
    node_id: nodeId('Repository', fullName),
    name: host.name,
    full_name: fullName,
    private: false,
    owner: userJson(host, host.owner),
    html_url: web,
    description: 'The GitOps repository of the sandbox',
    fork: false,
    url: repo,
    archive_url: `${repo}/{archive_format}{/ref}`,
    assignees_url: `${repo}/assignees{/user}`,
    blobs_url: `${repo}/git/blobs{/sha}`,
    branches_url: `${repo}/branches{/branch}`,
    comments_url: `${repo}/comments{/number}`,
    commits_url: `${repo}/commits{/sha}`,
    compare_url: `${repo}/compare/{base}...{head}`,
    contents_url: `${repo}/contents/{+path}`,
    git_commits_url: `${repo}/git/commits{/sha}`,
    git_refs_url: `${repo}/git/refs{/sha}`,
    git_tags_url: `${repo}/git/tags{/sha}`,
    issue_comment_url: `${repo}/issues/comments{/number}`,
    issues_url: `${repo}/issues{/number}`,
    labels_url: `${repo}/labels{/name}`,
    pulls_url: `${repo}/pulls{/number}`,
    statuses_url: `${repo}/statuses/{sha}`,
    tags_url: `${repo}/tags`,
    trees_url: `${repo}/git/trees{/sha}`,
    clone_url: `${web}.git`,
    git_url: `${web}.git`,
    ssh_url: `${web}.git`,
    homepage: null,
    topics: [],
    visibility: 'public',
    archived: false,
    disabled: false,
    has_issues: true,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: false,
    delete_branch_on_merge: false,
    default_branch: host.defaultBranch,
    permissions: {
      admin: true,
      maintain: true,
      push: true,
      triage: true,
      pull: true,
    },
  };
}
