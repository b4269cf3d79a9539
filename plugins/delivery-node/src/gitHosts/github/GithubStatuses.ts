import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { CommitCheck, CommitStatus } from '../PullRequests';
import { validateCommit } from '../validateNames';
import type { GithubClient } from './GithubClient';
import {
  githubCheckRunsSchema,
  githubStatusesSchema,
  toCommitChecks,
} from './githubChecks';

const MAX_STATUS_LENGTH = 140;
/** Of statuses and of check runs each. */
const MAX_PAGES = 10;

const STATES = {
  passed: 'success',
  failed: 'failure',
  pending: 'pending',
} as const;

/**
 * Commit statuses and check runs of a repository at GitHub.
 *
 * @internal
 */
export class GithubStatuses {
  readonly #client: GithubClient;

  constructor(client: GithubClient) {
    this.#client = client;
  }

  /** All that is said of a commit. Throws InputError rather than leave some out, which might have failed. */
  async list(commit: string): Promise<CommitCheck[]> {
    validateCommit(commit);
    const what = `reading the checks of ${commit.slice(0, 12)}`;
    const [statuses, runs] = await Promise.all([
      this.#client.readPages(
        what,
        githubStatusesSchema,
        (octokit, scope, page) =>
          octokit.rest.repos.getCombinedStatusForRef({
            ...scope,
            ref: commit,
            ...page,
          }),
        MAX_PAGES,
      ),
      this.#client.readPages(
        what,
        githubCheckRunsSchema,
        (octokit, scope, page) =>
          octokit.rest.checks.listForRef({ ...scope, ref: commit, ...page }),
        MAX_PAGES,
      ),
    ]);
    if (!statuses.complete || !runs.complete) {
      throw new InputError(
        `The Git host ${
          this.#client.repository.host
        } lists more checks than are read (${what}).`,
      );
    }
    return toCommitChecks(
      statuses.pages.flatMap(page => page.statuses),
      runs.pages.flatMap(page => page.check_runs),
    );
  }

  async set(commit: string, status: CommitStatus): Promise<void> {
    validateCommit(commit);
    const { context, state, description, url } = status;
    await this.#client.write(
      `setting the status of ${commit.slice(0, 12)}`,
      z.unknown(),
      (octokit, scope) =>
        octokit.rest.repos.createCommitStatus({
          ...scope,
          sha: commit,
          context,
          state: STATES[state],
          description:
            description.length > MAX_STATUS_LENGTH
              ? `${description.slice(0, MAX_STATUS_LENGTH - 1)}…`
              : description,
          ...(url ? { target_url: url } : {}),
        }),
    );
  }
}
