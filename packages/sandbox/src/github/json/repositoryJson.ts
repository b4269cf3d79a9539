import type { GitHost } from '../../host/GitHost';
import type { Person } from '../../host/people';
import { addressesOf, nodeId, numericId } from './addresses';
import { seconds } from './seconds';

/**
 * A user or organization as GitHub describes it.
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
    avatar_url: addressesOf(host).avatar(id),
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
 * A person as GitHub describes them when asked for them alone.
 *
 * @internal
 */
export function accountJson(host: GitHost, { login, name, email }: Person) {
  return {
    ...userJson(host, login),
    name,
    email,
    bio: null,
    blog: null,
    company: null,
    hireable: null,
    location: null,
    followers: 0,
    following: 0,
    public_gists: 0,
    public_repos: 0,
    created_at: seconds(host.createdAt),
    updated_at: seconds(host.createdAt),
  };
}

/**
 * The repository as GitHub describes it.
 *
 * @internal
 */
export function repositoryJson(host: GitHost) {
  const { fullName, web, repo } = addressesOf(host);
  const open = host.pulls.list().filter(({ state }) => state === 'open').length;
  const pushedAt = seconds(host.state.value.pushedAt ?? host.createdAt);
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
    collaborators_url: `${repo}/collaborators{/collaborator}`,
    comments_url: `${repo}/comments{/number}`,
    commits_url: `${repo}/commits{/sha}`,
    compare_url: `${repo}/compare/{base}...{head}`,
    contents_url: `${repo}/contents/{+path}`,
    contributors_url: `${repo}/contributors`,
    deployments_url: `${repo}/deployments`,
    downloads_url: `${repo}/downloads`,
    events_url: `${repo}/events`,
    forks_url: `${repo}/forks`,
    git_commits_url: `${repo}/git/commits{/sha}`,
    git_refs_url: `${repo}/git/refs{/sha}`,
    git_tags_url: `${repo}/git/tags{/sha}`,
    hooks_url: `${repo}/hooks`,
    issue_comment_url: `${repo}/issues/comments{/number}`,
    issue_events_url: `${repo}/issues/events{/number}`,
    issues_url: `${repo}/issues{/number}`,
    keys_url: `${repo}/keys{/key_id}`,
    labels_url: `${repo}/labels{/name}`,
    languages_url: `${repo}/languages`,
    merges_url: `${repo}/merges`,
    milestones_url: `${repo}/milestones{/number}`,
    notifications_url: `${repo}/notifications{?since,all,participating}`,
    pulls_url: `${repo}/pulls{/number}`,
    releases_url: `${repo}/releases{/id}`,
    stargazers_url: `${repo}/stargazers`,
    statuses_url: `${repo}/statuses/{sha}`,
    subscribers_url: `${repo}/subscribers`,
    subscription_url: `${repo}/subscription`,
    tags_url: `${repo}/tags`,
    teams_url: `${repo}/teams`,
    trees_url: `${repo}/git/trees{/sha}`,
    clone_url: `${web}.git`,
    // The sandbox speaks Git over HTTP only; whoever clones from one of these gets the repository.
    git_url: `${web}.git`,
    ssh_url: `${web}.git`,
    svn_url: web,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    created_at: seconds(host.createdAt),
    updated_at: pushedAt,
    pushed_at: pushedAt,
    size: host.sizeKib,
    forks: 0,
    forks_count: 0,
    network_count: 0,
    open_issues: open,
    open_issues_count: open,
    stargazers_count: 0,
    subscribers_count: 0,
    watchers: 0,
    watchers_count: 0,
    topics: [],
    visibility: 'public',
    archived: false,
    disabled: false,
    has_discussions: false,
    has_downloads: false,
    has_issues: true,
    has_pages: false,
    has_projects: false,
    has_wiki: false,
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
