import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  GitOpsHost,
  GitOpsRepository,
  ProposedChange,
  PullRequest,
} from '../GitOpsHost';
import {
  validateBranch,
  validateCommit,
  validatePath,
  validateRepository,
} from '../validateNames';
import { commitMessage } from './commitMessage';
import { GithubClient } from './githubClient';
import { isRefused } from './githubErrors';
import { planTree } from './planTree';
import { toPullRequest } from './toPullRequest';

const scope = ({ owner, name }: GitOpsRepository) => ({ owner, repo: name });

async function unlessMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * GitHub, GitHub Enterprise Server and everything that speaks their REST API.
 *
 * A change takes four writes (tree with inline content, commit, ref, pull request) and no clone. Its commit's parent is the commit that was
 * read, so that a change merged in between shows as a conflict at the host instead of being undone in silence.
 *
 * @internal
 */
export class GithubHost implements GitOpsHost {
  readonly #client: GithubClient;
  readonly #webBaseUrl: string;

  constructor(options: { client: GithubClient; webBaseUrl: string }) {
    this.#client = options.client;
    this.#webBaseUrl = options.webBaseUrl;
  }

  async defaultBranch(repository: GitOpsRepository): Promise<string> {
    validateRepository(repository);
    const { data } = await this.#client.read(
      repository,
      `reading the repository ${repository.owner}/${repository.name}`,
      octokit => octokit.rest.repos.get(scope(repository)),
    );
    return data.default_branch;
  }

  async head(repository: GitOpsRepository, branch: string): Promise<string> {
    validateRepository(repository);
    validateBranch(branch);
    const { data } = await this.#client.read(
      repository,
      `reading the branch ${branch} of ${repository.owner}/${repository.name}`,
      octokit =>
        octokit.rest.git.getRef({
          ...scope(repository),
          ref: `heads/${branch}`,
        }),
    );
    return data.object.sha;
  }

  async read(
    repository: GitOpsRepository,
    path: string,
    commit: string,
  ): Promise<string | undefined> {
    validatePath(path);
    const data = await this.#contents(repository, path, commit);
    if (!data || Array.isArray(data) || data.type !== 'file') {
      return undefined;
    }
    if (data.encoding === 'base64') {
      return Buffer.from(data.content, 'base64').toString('utf8');
    }
    // Above 1 MB the contents API leaves the text out.
    const blob = await this.#client.read(repository, `reading ${path}`, o =>
      o.rest.git.getBlob({ ...scope(repository), file_sha: data.sha }),
    );
    return Buffer.from(blob.data.content, 'base64').toString('utf8');
  }

  async list(
    repository: GitOpsRepository,
    path: string,
    commit: string,
  ): Promise<Array<{ name: string; type: 'file' | 'directory' }> | undefined> {
    validatePath(path, { allowRoot: true });
    const data = await this.#contents(repository, path, commit);
    return Array.isArray(data)
      ? data.map(entry => ({
          name: entry.name,
          type: entry.type === 'dir' ? 'directory' : 'file',
        }))
      : undefined;
  }

  async proposeChange(
    repository: GitOpsRepository,
    change: ProposedChange,
  ): Promise<PullRequest> {
    validateRepository(repository);
    validateBranch(change.branch);
    validateBranch(change.base.branch);
    validateCommit(change.base.commit);
    change.edits.forEach(edit => validatePath(edit.path));

    const open = await this.findOpen(repository, change.branch);
    if (open) {
      return open;
    }
    const commit = await this.#commit(repository, change);
    const existing = await this.#pointBranch(repository, change.branch, commit);
    return existing ?? this.#openPull(repository, change);
  }

  async findOpen(
    repository: GitOpsRepository,
    branch: string,
  ): Promise<PullRequest | undefined> {
    validateRepository(repository);
    validateBranch(branch);
    const { data } = await this.#client.read(
      repository,
      `looking for the pull request of ${branch}`,
      octokit =>
        octokit.rest.pulls.list({
          ...scope(repository),
          head: `${repository.owner}:${branch}`,
          state: 'open',
          per_page: 10,
        }),
    );
    const pull = data.find(({ head }) => head.ref === branch);
    return pull && toPullRequest(pull);
  }

  async status(
    repository: GitOpsRepository,
    number: number,
  ): Promise<PullRequest> {
    validateRepository(repository);
    const { data } = await this.#client.read(
      repository,
      `reading pull request #${number}`,
      octokit =>
        octokit.rest.pulls.get({ ...scope(repository), pull_number: number }),
    );
    return toPullRequest(data);
  }

  async close(
    repository: GitOpsRepository,
    number: number,
    comment: string,
  ): Promise<void> {
    const { state } = await this.status(repository, number);
    if (state !== 'open') {
      return;
    }
    const what = `closing pull request #${number}`;
    await this.#client.write(repository, what, octokit =>
      octokit.rest.issues.createComment({
        ...scope(repository),
        issue_number: number,
        body: comment,
      }),
    );
    await this.#client.write(repository, what, octokit =>
      octokit.rest.pulls.update({
        ...scope(repository),
        pull_number: number,
        state: 'closed',
      }),
    );
  }

  async contains(
    repository: GitOpsRepository,
    commit: string,
    ancestor: string,
  ): Promise<boolean> {
    validateRepository(repository);
    validateCommit(commit);
    validateCommit(ancestor);
    if (commit === ancestor) {
      return true;
    }
    const { data } = await this.#client.read(
      repository,
      'comparing two commits',
      octokit =>
        octokit.rest.repos.compareCommitsWithBasehead({
          ...scope(repository),
          basehead: `${ancestor}...${commit}`,
          per_page: 1,
        }),
    );
    return data.status === 'ahead' || data.status === 'identical';
  }

  fileUrl(repository: GitOpsRepository, path: string, ref: string): string {
    validatePath(path, { allowRoot: true });
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    const { owner, name } = repository;
    return `${this.#webBaseUrl}/${owner}/${name}/blob/${encodeURIComponent(
      ref,
    )}/${encoded}`;
  }

  async #contents(repository: GitOpsRepository, path: string, commit: string) {
    validateRepository(repository);
    validateCommit(commit);
    const response = await unlessMissing(
      this.#client.read(
        repository,
        `reading ${path || 'the root folder'}`,
        octokit =>
          octokit.rest.repos.getContent({
            ...scope(repository),
            path,
            ref: commit,
          }),
      ),
    );
    return response?.data;
  }

  async #commit(
    repository: GitOpsRepository,
    change: ProposedChange,
  ): Promise<string> {
    const base = await this.#client.read(
      repository,
      `reading the commit ${change.base.commit.slice(0, 12)}`,
      octokit =>
        octokit.rest.git.getCommit({
          ...scope(repository),
          commit_sha: change.base.commit,
        }),
    );
    const baseTree = base.data.tree.sha;
    const tree = await planTree(baseTree, change.edits, async sha => {
      const { data } = await this.#client.read(
        repository,
        'reading the folders to change',
        octokit =>
          octokit.rest.git.getTree({ ...scope(repository), tree_sha: sha }),
      );
      return data.tree;
    });
    if (tree.length === 0) {
      throw new ConflictError(
        `There is nothing to change: ${change.base.branch} already is as “${change.title}” would make it.`,
      );
    }
    const what = `committing “${change.title}”`;
    const created = await this.#client.write(repository, what, octokit =>
      octokit.rest.git.createTree({
        ...scope(repository),
        base_tree: baseTree,
        tree,
      }),
    );
    const commit = await this.#client.write(repository, what, octokit =>
      octokit.rest.git.createCommit({
        ...scope(repository),
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
    repository: GitOpsRepository,
    branch: string,
    sha: string,
  ): Promise<PullRequest | undefined> {
    const what = `creating the branch ${branch}`;
    try {
      await this.#client.write(
        repository,
        what,
        octokit =>
          octokit.rest.git.createRef({
            ...scope(repository),
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
    const open = await this.findOpen(repository, branch);
    if (!open) {
      await this.#client.write(repository, what, octokit =>
        octokit.rest.git.updateRef({
          ...scope(repository),
          ref: `heads/${branch}`,
          sha,
          force: true,
        }),
      );
    }
    return open;
  }

  async #openPull(
    repository: GitOpsRepository,
    change: ProposedChange,
  ): Promise<PullRequest> {
    try {
      const { data } = await this.#client.write(
        repository,
        `opening the pull request of ${change.branch}`,
        octokit =>
          octokit.rest.pulls.create({
            ...scope(repository),
            title: change.title,
            body: change.body,
            head: change.branch,
            base: change.base.branch,
          }),
        error => isRefused(error, 'already exists'),
      );
      return toPullRequest(data);
    } catch (error) {
      const open = isRefused(error, 'already exists')
        ? await this.findOpen(repository, change.branch)
        : undefined;
      if (open) {
        return open;
      }
      throw error;
    }
  }
}
