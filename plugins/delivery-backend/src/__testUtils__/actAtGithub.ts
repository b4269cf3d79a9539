import { Octokit } from '@octokit/rest';
import type { FakeFile } from '@stonegarden/backstage-plugin-delivery-node/testUtils';

const MODES = {
  file: '100644',
  executable: '100755',
  symlink: '120000',
} as const;

function treeEntry(path: string, { mode, content }: FakeFile) {
  return mode === 'submodule'
    ? { path, mode: '160000' as const, type: 'commit' as const, sha: content }
    : { path, mode: MODES[mode], type: 'blob' as const, content };
}

/** What somebody else does in a repository at GitHub. */
export function actAtGithub(options: {
  apiBaseUrl: string;
  token: string;
  /** Owner and name of the repository, with a slash between. */
  name: string;
}) {
  const { git, issues, repos } = new Octokit({
    baseUrl: options.apiBaseUrl,
    auth: options.token,
  }).rest;
  const [owner, repo] = options.name.split('/');
  const scope = { owner, repo };

  const head = async (branch: string) => {
    const { data } = await git.getRef({ ...scope, ref: `heads/${branch}` });
    return data.object.sha;
  };
  const createBranch = (branch: string, sha: string) =>
    git.createRef({ ...scope, ref: `refs/heads/${branch}`, sha });

  return {
    async push(branch: string, files: Record<string, FakeFile>) {
      const { data } = await repos.get(scope);
      const parent = await head(data.default_branch);
      const tree = await git.createTree({
        ...scope,
        tree: Object.entries(files).map(([path, file]) =>
          treeEntry(path, file),
        ),
      });
      const commit = await git.createCommit({
        ...scope,
        message: `Contract test ${branch}`,
        tree: tree.data.sha,
        parents: [parent],
      });
      await createBranch(branch, commit.data.sha);
      return commit.data.sha;
    },
    async commitTo(branch: string, file: { path: string; content: string }) {
      const parent = await head(branch);
      const { data } = await git.getCommit({ ...scope, commit_sha: parent });
      const tree = await git.createTree({
        ...scope,
        base_tree: data.tree.sha,
        tree: [treeEntry(file.path, { mode: 'file', content: file.content })],
      });
      const commit = await git.createCommit({
        ...scope,
        message: 'By a colleague',
        tree: tree.data.sha,
        parents: [parent],
      });
      await git.updateRef({
        ...scope,
        ref: `heads/${branch}`,
        sha: commit.data.sha,
      });
      return commit.data.sha;
    },
    async tag(name: string, commit: string) {
      await git.createRef({ ...scope, ref: `refs/tags/${name}`, sha: commit });
    },
    async label(number: number, labels: string[]) {
      await issues.addLabels({ ...scope, issue_number: number, labels });
    },
    async comments(number: number) {
      const { data } = await issues.listComments({
        ...scope,
        issue_number: number,
      });
      return data.map(({ body }) => body ?? '');
    },
    async renameBranch(from: string, to: string) {
      await createBranch(to, await head(from));
      await git.deleteRef({ ...scope, ref: `heads/${from}` });
    },
  };
}
