import { ConflictError, NotFoundError } from '@backstage/errors';
import { commitMessage } from '../commitMessage';
import type {
  ProposedChange,
  PullRequest,
  PullRequests,
} from '../PullRequests';
import { validateBranch, validateCommit, validatePath } from '../validateNames';
import type { GithubClient } from './GithubClient';
import { isRefused, isRefusedField } from './githubErrors';
import { planTree } from './planTree';
import { toPullRequest } from './toPullRequest';

/**
 * The pull requests of a repository at GitHub, GitHub Enterprise Server and everything that speaks their REST API.
 *
 * A change takes four writes (tree with inline content, commit, ref, pull request) and no clone. Its commit's parent is the commit that was
 * read, so that a change merged in between shows as a conflict at the host instead of being undone in silence.
 *
 * @internal
 */
export class GithubPullRequests implements PullRequests {
  readonly #client: GithubClient;

  constructor(client: GithubClient) {
    this.#client = client;
  }

  async propose(change: ProposedChange): Promise<PullRequest> {
    validateBranch(change.branch);
    validateBranch(change.base.branch);
    validateCommit(change.base.commit);
    change.edits.forEach(edit => validatePath(edit.path));

    const open = await this.find(change.branch);
    if (open) {
      return open;
    }
    const commit = await this.#commit(change);
    const existing = await this.#pointBranch(change.branch, commit);
    return existing ?? this.#open(change);
  }

  async find(branch: string): Promise<PullRequest | undefined> {
    validateBranch(branch);
    const { data } = await this.#client.read(
      `looking for the pull request of ${branch}`,
      (octokit, scope) =>
        octokit.rest.pulls.list({
          ...scope,
          head: `${scope.owner}:${branch}`,
          state: 'open',
          per_page: 10,
        }),
    );
    const pull = data.find(({ head }) => head.ref === branch);
    return pull && toPullRequest(pull);
  }

  async status(number: number): Promise<PullRequest> {
    const { data } = await this.#client.read(
      `reading pull request #${number}`,
      (octokit, scope) =>
        octokit.rest.pulls.get({ ...scope, pull_number: number }),
    );
    return toPullRequest(data);
  }

  async close(number: number, comment: string): Promise<void> {
    const { state } = await this.status(number);
    if (state !== 'open') {
      return;
    }
    const what = `closing pull request #${number}`;
    await this.#client.write(what, (octokit, scope) =>
      octokit.rest.issues.createComment({
        ...scope,
        issue_number: number,
        body: comment,
      }),
    );
    await this.#client.write(what, (octokit, scope) =>
      octokit.rest.pulls.update({
        ...scope,
        pull_number: number,
        state: 'closed',
      }),
    );
  }

  async #commit(change: ProposedChange): Promise<string> {
    const base = await this.#client.read(
      `reading the commit ${change.base.commit.slice(0, 12)}`,
      (octokit, scope) =>
        octokit.rest.git.getCommit({
          ...scope,
          commit_sha: change.base.commit,
        }),
    );
    const baseTree = base.data.tree.sha;
    const tree = await planTree(baseTree, change.edits, async sha => {
      const { data } = await this.#client.read(
        'reading the folders to change',
        (octokit, scope) =>
          octokit.rest.git.getTree({ ...scope, tree_sha: sha }),
      );
      return data.tree;
    });
    if (tree.length === 0) {
      throw new ConflictError(
        `There is nothing to change: ${change.base.branch} already is as “${change.title}” would make it.`,
      );
    }
    const what = `committing “${change.title}”`;
    const created = await this.#client.write(what, (octokit, scope) =>
      octokit.rest.git.createTree({ ...scope, base_tree: baseTree, tree }),
    );
    const commit = await this.#client.write(what, (octokit, scope) =>
      octokit.rest.git.createCommit({
        ...scope,
        message: commitMessage(change),
        tree: created.data.sha,
        parents: [change.base.commit],
        ...(change.author ? { author: change.author } : {}),
      }),
    );
    return commit.data.sha;
  }

  /** Creates the branch, or takes over one that a closed pull request left behind. An open pull request wins over both. */
  async #pointBranch(
    branch: string,
    sha: string,
  ): Promise<PullRequest | undefined> {
    const what = `creating the branch ${branch}`;
    try {
      await this.#client.write(
        what,
        (octokit, scope) =>
          octokit.rest.git.createRef({
            ...scope,
            ref: `refs/heads/${branch}`,
            sha,
          }),
        error => isRefused(error, 'already exists'),
      );
      return undefined;
    } catch (error) {
      if (!isRefused(error, 'already exists')) {
        throw error;
      }
    }
    const open = await this.find(branch);
    if (!open) {
      await this.#client.write(what, (octokit, scope) =>
        octokit.rest.git.updateRef({
          ...scope,
          ref: `heads/${branch}`,
          sha,
          force: true,
        }),
      );
    }
    return open;
  }

  async #open(change: ProposedChange): Promise<PullRequest> {
    try {
      const { data } = await this.#client.write(
        `opening the pull request of ${change.branch}`,
        (octokit, scope) =>
          octokit.rest.pulls.create({
            ...scope,
            title: change.title,
            body: change.body,
            head: change.branch,
            base: change.base.branch,
          }),
        error =>
          isRefused(error, 'already exists') || isRefusedField(error, 'base'),
      );
      return toPullRequest(data);
    } catch (error) {
      if (isRefusedField(error, 'base')) {
        throw new NotFoundError(
          `There is no branch ${change.base.branch} to merge into at ${
            this.#client.repository.url
          }. It may have been renamed or deleted.`,
        );
      }
      const open = isRefused(error, 'already exists')
        ? await this.find(change.branch)
        : undefined;
      if (open) {
        return open;
      }
      throw error;
    }
  }
}
