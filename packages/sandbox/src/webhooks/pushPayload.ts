import { Commit } from '../git/Commit';
import { EMPTY_TREE, diffFiles } from '../git/diffFiles';
import { ZERO_ID } from '../git/names';
import type { RefChange } from '../git/RefTracker';
import { addressesOf } from '../github/json/addresses';
import { repositoryJson, userJson } from '../github/json/repositoryJson';
import type { GitHost } from '../host/GitHost';
import { personOf } from '../host/people';

const MAX_COMMITS = 100;

/**
 * What GitHub sends for a `push`.
 *
 * @internal
 */
export async function pushPayload(host: GitHost, change: RefChange) {
  const { ref, before, after, actor = 'git' } = change;
  const { repository } = host;
  const created = before === ZERO_ID;
  const deleted = after === ZERO_ID;
  const main = await repository.readRef(`refs/heads/${host.defaultBranch}`);
  const since = created ? main : before;
  const commits = deleted
    ? []
    : await repository.log({
        from: after,
        excluding: since === after ? undefined : since,
        limit: since === after ? 0 : MAX_COMMITS,
      });
  const json = await Promise.all(
    commits.reverse().map(commit => pushedCommit(host, commit)),
  );
  const head = deleted
    ? null
    : json.at(-1) ??
      (await pushedCommit(host, await repository.readCommit(after)));
  const forced =
    !created && !deleted && !(await repository.isAncestor(before, after));
  const { web } = addressesOf(host);
  const { login, email } = personOf(actor);
  return {
    ref,
    before,
    after,
    repository: {
      ...repositoryJson(host),
      master_branch: host.defaultBranch,
      organization: host.owner,
    },
    organization: userJson(host, host.owner),
    pusher: { name: login, email },
    sender: userJson(host, login),
    created,
    deleted,
    forced,
    base_ref: null,
    compare: `${web}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: json,
    head_commit: head,
  };
}

async function pushedCommit(host: GitHost, commit: Commit) {
  const from = commit.parents[0] ?? EMPTY_TREE;
  const files = await diffFiles(host.repository, from, commit.sha);
  const paths = (...statuses: string[]) =>
    files.filter(it => statuses.includes(it.status)).map(it => it.path);
  const moved = files.flatMap(it => it.previousPath ?? []);
  const person = ({ name, email }: Commit['author']) => ({ name, email });
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${addressesOf(host).web}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    added: paths('added', 'renamed'),
    removed: [...paths('removed'), ...moved],
    modified: paths('modified'),
  };
}
