import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import { BranchTakenError } from '../BranchTakenError';
import { commentMarker, markerOf } from '../commentMarker';
import { commitMessage } from '../commitMessage';
import type {
  ChangedFile,
  CommitCheck,
  CommitStatus,
  OpenedPullRequest,
  ProposedCommit,
  ProposedPullRequest,
  PullRequest,
  PullRequests,
} from '../PullRequests';
import { validateBranch, validateCommit, validatePath } from '../validateNames';
import type { GithubClient } from './GithubClient';
import {
  githubCheckRunsSchema,
  githubStatusesSchema,
  toCommitChecks,
} from './githubChecks';
import { isRefused, isRefusedField } from './githubErrors';
import { githubTreeSchema } from './GithubReader';
import { planTree } from './planTree';
import { githubPullSchema, toPullRequest } from './toPullRequest';

const shaSchema = z.object({ sha: z.string().min(1) });
const refSchema = z.object({ object: shaSchema });
const commitSchema = z.object({
  tree: shaSchema,
  parents: z.array(shaSchema).optional(),
});
const commentsSchema = z.array(z.object({ body: z.string().nullish() }));
const filesSchema = z.array(
  z.object({ filename: z.string(), patch: z.string().nullish() }),
);
const anything = z.unknown();

const PAGE_SIZE = 100;
const MAX_PAGES = 10;
const MAX_STATUS_LENGTH = 140;
const MERGEABLE_WAIT_MS = 1000;

const STATUS_STATES = {
  passed: 'success',
  failed: 'failure',
  pending: 'pending',
} as const;

/**
 * The pull requests of a repository at GitHub, GitHub Enterprise Server and everything that speaks their REST API.
 *
 * A change takes four writes (tree with inline content, commit, ref, pull request) and no clone. Its commit's parent is the commit that was
 * read, so that a change merged in between shows as a conflict at the host instead of being undone in silence. No ref is ever
 * updated: GitHub has no way to move one only if it still is where it was seen.
 *
 * @internal
 */
export class GithubPullRequests implements PullRequests {
  readonly #client: GithubClient;

  constructor(client: GithubClient) {
    this.#client = client;
  }

  async commit(change: ProposedCommit): Promise<string> {
    validateCommit(change.parent);
    change.edits.forEach(edit => validatePath(edit.path));
    const base = await this.#commitOf(change.parent);
    const tree = await planTree(base.tree.sha, change.edits, async sha => {
      const listed = await this.#client.read(
        'reading the folders to change',
        githubTreeSchema,
        (octokit, scope) =>
          octokit.rest.git.getTree({ ...scope, tree_sha: sha }),
      );
      return listed.tree;
    });
    if (tree.length === 0) {
      throw new ConflictError(
        `There is nothing to change: the files already are as “${change.title}” would make them.`,
      );
    }
    const what = `committing “${change.title}”`;
    const created = await this.#client.write(
      what,
      shaSchema,
      (octokit, scope) =>
        octokit.rest.git.createTree({
          ...scope,
          base_tree: base.tree.sha,
          tree,
        }),
    );
    const { sha } = await this.#client.write(
      what,
      shaSchema,
      (octokit, scope) =>
        octokit.rest.git.createCommit({
          ...scope,
          message: commitMessage(change),
          tree: created.sha,
          parents: [change.parent],
          ...(change.author ? { author: change.author } : {}),
        }),
    );
    return sha;
  }

  async open(proposal: ProposedPullRequest): Promise<OpenedPullRequest> {
    validateBranch(proposal.branch);
    validateBranch(proposal.baseBranch);
    validateCommit(proposal.commit);
    const commit = await this.#createBranch(proposal);
    const open = await this.#findOpen(proposal);
    return { ...(open ?? (await this.#create(proposal))), commit };
  }

  async findAll(branch: string): Promise<PullRequest[]> {
    validateBranch(branch);
    const pulls = await this.#client.read(
      `looking for the pull requests of ${branch}`,
      z.array(githubPullSchema),
      (octokit, scope) =>
        octokit.rest.pulls.list({
          ...scope,
          head: `${scope.owner}:${branch}`,
          state: 'all',
          sort: 'created',
          direction: 'desc',
          per_page: PAGE_SIZE,
        }),
    );
    return pulls.filter(({ head }) => head.ref === branch).map(toPullRequest);
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

  async files(number: number): Promise<ChangedFile[]> {
    const files = await this.#client.read(
      `reading the files of pull request #${number}`,
      filesSchema,
      (octokit, scope) =>
        octokit.rest.pulls.listFiles({
          ...scope,
          pull_number: number,
          per_page: PAGE_SIZE,
        }),
    );
    return files.map(({ filename, patch }) => ({
      path: filename,
      ...(patch
        ? { diff: `--- a/${filename}\n+++ b/${filename}\n${patch}\n` }
        : {}),
    }));
  }

  async checks(commit: string): Promise<CommitCheck[]> {
    validateCommit(commit);
    const what = `reading the checks of ${commit.slice(0, 12)}`;
    const [statuses, runs] = await Promise.all([
      this.#client.read(what, githubStatusesSchema, (octokit, scope) =>
        octokit.rest.repos.getCombinedStatusForRef({
          ...scope,
          ref: commit,
          per_page: PAGE_SIZE,
        }),
      ),
      this.#client.read(what, githubCheckRunsSchema, (octokit, scope) =>
        octokit.rest.checks.listForRef({
          ...scope,
          ref: commit,
          per_page: PAGE_SIZE,
        }),
      ),
    ]);
    return toCommitChecks(statuses, runs);
  }

  async setStatus(commit: string, status: CommitStatus): Promise<void> {
    validateCommit(commit);
    const { context, state, description, url } = status;
    await this.#client.write(
      `setting the status of ${commit.slice(0, 12)}`,
      anything,
      (octokit, scope) =>
        octokit.rest.repos.createCommitStatus({
          ...scope,
          sha: commit,
          context,
          state: STATUS_STATES[state],
          description:
            description.length > MAX_STATUS_LENGTH
              ? `${description.slice(0, MAX_STATUS_LENGTH - 1)}…`
              : description,
          ...(url ? { target_url: url } : {}),
        }),
    );
  }

  async comment(number: number, body: string, marker: string): Promise<void> {
    const hidden = commentMarker(marker);
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const comments = await this.#client.read(
        `reading the comments of pull request #${number}`,
        commentsSchema,
        (octokit, scope) =>
          octokit.rest.issues.listComments({
            ...scope,
            issue_number: number,
            per_page: PAGE_SIZE,
            page,
          }),
      );
      if (comments.some(comment => comment.body?.includes(hidden))) {
        return;
      }
      if (comments.length < PAGE_SIZE) {
        break;
      }
    }
    await this.#client.write(
      `commenting on pull request #${number}`,
      anything,
      (octokit, scope) =>
        octokit.rest.issues.createComment({
          ...scope,
          issue_number: number,
          body: `${body}\n\n${hidden}`,
        }),
    );
  }

  async close(number: number, comment: string): Promise<void> {
    const { state } = await this.status(number);
    if (state !== 'open') {
      return;
    }
    await this.comment(number, comment, markerOf(comment));
    await this.#client.write(
      `closing pull request #${number}`,
      anything,
      (octokit, scope) =>
        octokit.rest.pulls.update({
          ...scope,
          pull_number: number,
          state: 'closed',
        }),
    );
  }

  #commitOf(commit: string) {
    return this.#client.read(
      `reading the commit ${commit.slice(0, 12)}`,
      commitSchema,
      (octokit, scope) =>
        octokit.rest.git.getCommit({ ...scope, commit_sha: commit }),
    );
  }

  /** Creates the branch, or finds it where it is to be. Returns what it points at. */
  async #createBranch({
    branch,
    commit,
  }: ProposedPullRequest): Promise<string> {
    try {
      await this.#client.write(
        `creating the branch ${branch}`,
        anything,
        (octokit, scope) =>
          octokit.rest.git.createRef({
            ...scope,
            ref: `refs/heads/${branch}`,
            sha: commit,
          }),
        error => isRefused(error, 'already exists'),
      );
      return commit;
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
      if (!(await this.#isSameChange(object.sha, commit))) {
        throw new BranchTakenError(branch, object.sha);
      }
      return object.sha;
    }
  }

  async #isSameChange(one: string, other: string): Promise<boolean> {
    if (one === other) {
      return true;
    }
    const [a, b] = await Promise.all([
      this.#commitOf(one),
      this.#commitOf(other),
    ]);
    const parents = ({ parents: all = [] }: typeof a) =>
      all.map(({ sha }) => sha).join(' ');
    return a.tree.sha === b.tree.sha && parents(a) === parents(b);
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
