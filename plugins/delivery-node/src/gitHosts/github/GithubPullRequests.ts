import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import { BranchTakenError } from '../BranchTakenError';
import { markerOf } from '../commentMarker';
import type {
  ChangedFiles,
  CommitCheck,
  CommitStatus,
  MergeOptions,
  OpenedPullRequest,
  ProposedCommit,
  ProposedPullRequest,
  PullRequest,
  PullRequestReview,
  PullRequests,
  Reviewers,
} from '../PullRequests';
import { validateBranch, validateCommit } from '../validateNames';
import { GithubBranches } from './GithubBranches';
import type { GithubClient } from './GithubClient';
import { GithubComments } from './GithubComments';
import { GithubCommits } from './GithubCommits';
import { isRefused, isRefusedField } from './githubErrors';
import type { GithubObjects } from './GithubObjects';
import { GithubReviews } from './GithubReviews';
import { GithubStatuses } from './GithubStatuses';
import { readChangedFiles } from './readChangedFiles';
import { readRequiredChecks } from './readRequiredChecks';
import { readReviews } from './readReviews';
import { githubPullSchema, toPullRequest } from './toPullRequest';

/** Of the pull requests of one branch. */
const MAX_PAGES = 10;
const MERGEABLE_WAIT_MS = 1000;

/**
 * The pull requests of a repository at GitHub, GitHub Enterprise Server and everything that speaks their REST API.
 *
 * A change's commit has the commit that was read as its parent, so that a change merged in between shows as a conflict at
 * the host instead of being undone in silence.
 *
 * @internal
 */
export class GithubPullRequests implements PullRequests {
  readonly #client: GithubClient;
  readonly #commits: GithubCommits;
  readonly #branches: GithubBranches;
  readonly #comments: GithubComments;
  readonly #reviews: GithubReviews;
  readonly #statuses: GithubStatuses;

  constructor(client: GithubClient, objects: GithubObjects) {
    this.#client = client;
    this.#commits = new GithubCommits(client, objects);
    this.#branches = new GithubBranches(client, this.#commits);
    this.#comments = new GithubComments(client);
    this.#reviews = new GithubReviews(client);
    this.#statuses = new GithubStatuses(client);
  }

  commit(change: ProposedCommit): Promise<string> {
    return this.#commits.create(change);
  }

  async open(proposal: ProposedPullRequest): Promise<OpenedPullRequest> {
    validateBranch(proposal.branch);
    validateBranch(proposal.baseBranch);
    validateCommit(proposal.commit);
    const { commit, created } = await this.#branches.create(proposal);
    // A branch that was not there a moment ago has no open pull request: GitHub closes those of a branch that is deleted.
    const open = created ? undefined : await this.#findOpen(proposal);
    return { ...(open ?? (await this.#create(proposal))), commit };
  }

  async findAll(branch: string): Promise<PullRequest[]> {
    validateBranch(branch);
    const { pages } = await this.#client.readPages(
      `looking for the pull requests of ${branch}`,
      z.array(githubPullSchema),
      (octokit, scope, page) =>
        octokit.rest.pulls.list({
          ...scope,
          head: `${scope.owner}:${branch}`,
          state: 'all',
          sort: 'created',
          direction: 'desc',
          ...page,
        }),
      MAX_PAGES,
    );
    return pages
      .flat()
      .filter(({ head }) => head.ref === branch)
      .map(toPullRequest);
  }

  async status(number: number): Promise<PullRequest> {
    const pull = await this.#status(number);
    if (pull.state !== 'open' || pull.mergeable !== undefined) {
      return pull;
    }
    // GitHub begins to work out whether it can be merged when it is asked.
    await sleep(MERGEABLE_WAIT_MS);
    return this.#status(number);
  }

  async #status(number: number): Promise<PullRequest> {
    return toPullRequest(
      await this.#client.read(
        `reading pull request #${number}`,
        githubPullSchema,
        (octokit, scope) =>
          octokit.rest.pulls.get({ ...scope, pull_number: number }),
      ),
    );
  }

  files(number: number): Promise<ChangedFiles> {
    return readChangedFiles(this.#client, number);
  }

  checks(commit: string): Promise<CommitCheck[]> {
    return this.#statuses.list(commit);
  }

  requiredChecks(branch: string): Promise<string[]> {
    return readRequiredChecks(this.#client, branch);
  }

  setStatus(commit: string, status: CommitStatus): Promise<void> {
    return this.#statuses.set(commit, status);
  }

  comment(number: number, body: string, marker: string): Promise<void> {
    return this.#comments.addOnce(number, body, marker);
  }

  async addLabels(number: number, labels: string[]): Promise<void> {
    if (labels.length > 0) {
      await this.#client.write(
        `giving labels to pull request #${number}`,
        z.unknown(),
        (octokit, scope) =>
          octokit.rest.issues.addLabels({
            ...scope,
            issue_number: number,
            labels,
          }),
      );
    }
  }

  requestReviewers(number: number, reviewers: Reviewers): Promise<Reviewers> {
    return this.#reviews.request(number, reviewers);
  }

  reviews(number: number): Promise<PullRequestReview[]> {
    return readReviews(this.#client, number);
  }

  async merge(number: number, { commit, method }: MergeOptions): Promise<void> {
    validateCommit(commit);
    if (await this.#isMerged(number, commit)) {
      return;
    }
    try {
      await this.#client.write(
        `merging pull request #${number}`,
        z.unknown(),
        (octokit, scope) =>
          octokit.rest.pulls.merge({
            ...scope,
            pull_number: number,
            sha: commit,
            merge_method: method,
          }),
      );
    } catch (error) {
      // Somebody else may have merged it in the same moment, or the answer was lost.
      const { state } = await this.#status(number);
      if (state !== 'merged') {
        throw error;
      }
    }
  }

  /** Throws ConflictError when it can no longer be merged as it was judged. */
  async #isMerged(number: number, commit: string): Promise<boolean> {
    const { state, headCommit } = await this.#status(number);
    if (state === 'open' && headCommit !== commit) {
      throw new ConflictError(
        `Pull request #${number} holds ${headCommit} now, not ${commit}`,
      );
    }
    if (state === 'closed') {
      throw new ConflictError(`Pull request #${number} is closed`);
    }
    return state === 'merged';
  }

  async close(number: number, comment: string): Promise<void> {
    const { state } = await this.status(number);
    if (state !== 'open') {
      return;
    }
    await this.comment(number, comment, markerOf(comment));
    await this.#client.write(
      `closing pull request #${number}`,
      z.unknown(),
      (octokit, scope) =>
        octokit.rest.pulls.update({
          ...scope,
          pull_number: number,
          state: 'closed',
        }),
    );
  }

  async #findOpen({
    branch,
    baseBranch,
  }: ProposedPullRequest): Promise<PullRequest | undefined> {
    const open = (await this.findAll(branch)).filter(
      ({ state }) => state === 'open',
    );
    const ours = open.find(pull => pull.baseBranch === baseBranch);
    if (!ours && open.length > 0) {
      throw new BranchTakenError(branch, open[0].headCommit);
    }
    return ours;
  }

  async #create(proposal: ProposedPullRequest): Promise<PullRequest> {
    const { branch, baseBranch } = proposal;
    try {
      return toPullRequest(
        await this.#client.write(
          `opening the pull request of ${branch}`,
          githubPullSchema,
          (octokit, scope) =>
            octokit.rest.pulls.create({
              ...scope,
              title: proposal.title,
              body: proposal.body,
              head: branch,
              base: baseBranch,
            }),
          error =>
            isRefused(error, 'already exists') || isRefusedField(error, 'base'),
        ),
      );
    } catch (error) {
      if (isRefusedField(error, 'base')) {
        throw new NotFoundError(
          `There is no branch ${baseBranch} to merge into at ${
            this.#client.repository.url
          }. It may have been renamed or deleted.`,
        );
      }
      const open = isRefused(error, 'already exists')
        ? await this.#findOpen(proposal)
        : undefined;
      if (open) {
        return open;
      }
      throw error;
    }
  }
}
