import type { Commit, Signature } from '../../git/Commit';
import type { FileChange } from '../../git/diffFiles';
import type { GitHost } from '../../host/GitHost';
import { addressesOf, encodePath, nodeId } from './addresses';

const NO_VERIFICATION = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

function signatureJson({ name, email, date }: Signature) {
  return {
    name,
    email,
    date: new Date(date).toISOString().replace('.000Z', 'Z'),
  };
}

/**
 * A commit of the Git database API (`/git/commits`).
 *
 * @internal
 */
export function gitCommitJson(host: GitHost, commit: Commit) {
  const { repo, web } = addressesOf(host);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${repo}/git/commits/${commit.sha}`,
    html_url: `${web}/commit/${commit.sha}`,
    author: signatureJson(commit.author),
    committer: signatureJson(commit.committer),
    tree: { sha: commit.tree, url: `${repo}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map(sha => ({
      sha,
      url: `${repo}/git/commits/${sha}`,
      html_url: `${web}/commit/${sha}`,
    })),
    verification: NO_VERIFICATION,
  };
}

/**
 * A commit of the repository API (`/commits`), with its files when they are given.
 *
 * @internal
 */
export function commitJson(
  host: GitHost,
  commit: Commit,
  files?: FileChange[],
) {
  const { repo, web } = addressesOf(host);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    commit: {
      author: signatureJson(commit.author),
      committer: signatureJson(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${repo}/git/trees/${commit.tree}` },
      url: `${repo}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: NO_VERIFICATION,
    },
    url: `${repo}/commits/${commit.sha}`,
    html_url: `${web}/commit/${commit.sha}`,
    comments_url: `${repo}/commits/${commit.sha}/comments`,
    author: null,
    committer: null,
    parents: commit.parents.map(sha => ({
      sha,
      url: `${repo}/commits/${sha}`,
      html_url: `${web}/commit/${sha}`,
    })),
    ...(files
      ? {
          stats: {
            total: sum(files, it => it.additions + it.deletions),
            additions: sum(files, it => it.additions),
            deletions: sum(files, it => it.deletions),
          },
          files: files.map(file => fileJson(host, file, commit.sha)),
        }
      : {}),
  };
}

/**
 * A changed file of a commit, comparison or pull request.
 *
 * @internal
 */
export function fileJson(host: GitHost, file: FileChange, ref: string) {
  const { repo, blob, raw } = addressesOf(host);
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: blob(ref, file.path),
    raw_url: raw(ref, file.path),
    contents_url: `${repo}/contents/${encodePath(file.path)}?ref=${ref}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath ? { previous_filename: file.previousPath } : {}),
  };
}

function sum<T>(items: T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
