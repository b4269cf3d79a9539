import { z } from 'zod';
import { BranchTakenError } from '../BranchTakenError';
import type { ProposedPullRequest } from '../PullRequests';
import type { GithubClient } from './GithubClient';
import type { GithubCommits } from './GithubCommits';
import { isRefused } from './githubErrors';

const refSchema = z.object({ object: z.object({ sha: z.string().min(1) }) });

/**
 * New branches of a repository at GitHub. No ref is ever updated: GitHub has no way to move one only if it still is where it
 * was seen.
 *
 * @internal
 */
export class GithubBranches {
  readonly #client: GithubClient;
  readonly #commits: GithubCommits;

  constructor(client: GithubClient, commits: GithubCommits) {
    this.#client = client;
    this.#commits = commits;
  }

  /** Creates a branch, or finds it where it is to be. Returns what it points at, and whether it was created now. */
  async create({
    branch,
    commit,
  }: Pick<ProposedPullRequest, 'branch' | 'commit'>): Promise<{
    commit: string;
    created: boolean;
  }> {
    try {
      await this.#client.write(
        `creating the branch ${branch}`,
        z.unknown(),
        (octokit, scope) =>
          octokit.rest.git.createRef({
            ...scope,
            ref: `refs/heads/${branch}`,
            sha: commit,
          }),
        error => isRefused(error, 'already exists'),
      );
      return { commit, created: true };
    } catch (error) {
      if (!isRefused(error, 'already exists')) {
        throw error;
      }
      const { object } = await this.#client.read(
        `reading the branch ${branch}`,
        refSchema,
        (octokit, scope) =>
          octokit.rest.git.getRef({ ...scope, ref: `heads/${branch}` }),
      );
      if (!(await this.#commits.isSameChange(object.sha, commit))) {
        throw new BranchTakenError(branch, object.sha);
      }
      return { commit: object.sha, created: false };
    }
  }
}
