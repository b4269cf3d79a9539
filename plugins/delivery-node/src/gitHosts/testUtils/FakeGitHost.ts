import { createHash } from 'node:crypto';
import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { CommitSummary } from '@stonegarden/backstage-plugin-delivery-common';
import { RepositoryAddress } from '@stonegarden/repository-address';
import { BranchTakenError } from '../BranchTakenError';
import { commentMarker, markerOf } from '../commentMarker';
import { commitMessage } from '../commitMessage';
import type { GitHosts, GitLocation } from '../GitHosts';
import type { GitEntryMode, GitReader } from '../GitReader';
import type { PullRequestEvents } from '../PullRequestEvent';
import type {
  CommitCheck,
  CommitStatus,
  OpenedPullRequest,
  FileEdit,
  ProposedPullRequest,
  PullRequest,
  PullRequestReview,
  PullRequests,
  Reviewers,
} from '../PullRequests';
import { refuseFile, refuseFolder } from '../refusedEdits';
import type { CommitComparison, ReleaseNotes } from '../RevisionHistory';
import {
  validateBranch,
  validateCommit,
  validatePath,
  validateRevision,
} from '../validateNames';

/**
 * A file as somebody pushes it to a Git host in a test. Of a symbolic link the content is the path it leads to, of
 * a submodule the id of a commit.
 *
 * @public
 */
export interface FakeFile {
  mode: Exclude<GitEntryMode, 'directory'>;
  content: string;
}

/** As those of GitHub. */
const LOGIN = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;

interface FakeCommit {
  parents: string[];
  files: Map<string, FakeFile>;
  message: string;
  author: string;
  /** ISO time. */
  at: string;
}

/**
 * A pull request with what only a test looks at.
 *
 * @public
 */
export type FakePullRequest = PullRequest & {
  comments: string[];
  /** Who is asked to review it. */
  requested: Reviewers;
  /** What reviewers said last. */
  reviews: PullRequestReview[];
};

/**
 * The topic on which a {@link FakeGitHost} tells of pull requests; the payload is `{ url, number, branch }` with the address
 * of the repository; the branch may be left out.
 *
 * @public
 */
export const FAKE_PULL_REQUEST_TOPIC = 'fake.pull_request';

/**
 * Who writes the commits of a {@link FakeGitHost} that name nobody else.
 *
 * @public
 */
export const FAKE_AUTHOR = 'erin';

const fakePullRequestEvents: PullRequestEvents = {
  topics: [FAKE_PULL_REQUEST_TOPIC],
  read: ({ eventPayload }) => {
    const {
      url,
      number,
      branch = 'unknown',
    } = eventPayload as { url: string; number: number; branch?: string };
    return {
      repository: RepositoryAddress.parse(url),
      number,
      state: 'closed',
      branch,
    };
  },
};

function relationOf(
  ahead: number,
  behind: number,
): CommitComparison['relation'] {
  if (ahead > 0) {
    return behind > 0 ? 'diverged' : 'ahead';
  }
  return behind > 0 ? 'behind' : 'identical';
}

/**
 * A Git host in memory with one repository, real parents, branches and pull requests, for tests of what uses
 * {@link GitReader} and {@link PullRequests}.
 *
 * @public
 */
export class FakeGitHost {
  /** While true every call fails as a host does that is not reachable. */
  down = false;
  /** When commits are made from now on. */
  now = () => new Date();
  /** Logins and teams that may not review. */
  readonly strangers = new Set<string>();
  /** So many files of a pull request are listed. */
  listedFiles = 3_000;
  readonly pulls: FakePullRequest[] = [];
  readonly reader: GitReader;
  readonly pullRequests: PullRequests;
  readonly #commits = new Map<string, FakeCommit>();
  readonly #branches = new Map<string, string>();
  readonly #checks = new Map<string, CommitCheck[]>();
  readonly #tags = new Map<string, { commit: string; notes?: ReleaseNotes }>();
  #requiredChecks: string[] = [];
  readonly #statuses = new Map<string, CommitStatus[]>();
  #defaultBranch = 'main';

  /** @param files - by path; a text alone is that of an ordinary file */
  constructor(files: Record<string, string | FakeFile>) {
    this.#branches.set(this.#defaultBranch, this.#snapshot(files));
    this.reader = this.#createReader();
    this.pullRequests = this.#createPullRequests();
  }

  /** As somebody tags a commit, and writes notes about the release. */
  tag(name: string, commit: string, notes?: ReleaseNotes): void {
    this.#commit(commit);
    this.#tags.set(name, { commit, ...(notes ? { notes } : {}) });
  }

  /** The same repository behind every address. */
  get hosts(): GitHosts {
    return {
      resolve: async (url: string): Promise<GitLocation> => {
        const repository = RepositoryAddress.parse(url);
        return {
          reader: this.reader,
          pullRequests: this.pullRequests,
          repository,
          branch: repository.branch ?? this.#defaultBranch,
          path: repository.path,
        };
      },
      pullRequestEvents: fakePullRequestEvents,
    };
  }

  /** Commits to a branch as somebody else would; returns the commit. */
  push(branch: string, edits: FileEdit[], message = 'Change'): string {
    const commit = this.#apply(this.#head(branch), edits, message);
    this.#point(branch, commit);
    return commit;
  }

  /** Puts a commit on `parent` in place of all that a branch had, as `git push --force` does; returns the commit. */
  forcePush(branch: string, parent: string, edits: FileEdit[]): string {
    const commit = this.#apply(parent, edits, 'Rewritten');
    this.#point(branch, commit);
    return commit;
  }

  /** Deletes a branch as a person would: pull requests from it are closed. */
  deleteBranch(branch: string): void {
    this.#branches.delete(branch);
    for (const pull of this.pulls) {
      if (pull.branch === branch && pull.state === 'open') {
        this.close(pull.number);
      }
    }
  }

  /** Closes a pull request as a person would. */
  close(number: number): void {
    Object.assign(this.#pull(number), {
      state: 'closed',
      closedAt: new Date().toISOString(),
    });
  }

  /** Opens a closed pull request again as a person would. */
  reopen(number: number): void {
    const pull = this.#pull(number);
    pull.state = 'open';
    pull.headCommit = this.#head(pull.branch);
    delete pull.closedAt;
  }

  /** Gives a pull request another base branch as a person would. */
  retarget(number: number, baseBranch: string): void {
    this.#head(baseBranch);
    this.#pull(number).baseBranch = baseBranch;
  }

  /** Merges one branch into another as a person would who pushes; returns the merge commit. */
  mergeBranch(into: string, from: string): string {
    const [base, head] = [this.#head(into), this.#head(from)];
    const { files } = this.#mergeFiles(base, head);
    const message = `Merge ${from}`;
    const commit = this.#add({ parents: [base, head], files, message });
    this.#point(into, commit);
    return commit;
  }

  /** Every branch with what it points at. */
  get branches(): ReadonlyMap<string, string> {
    return this.#branches;
  }

  /** What each branch requires from now on. */
  requireChecks(names: string[]): void {
    this.#requiredChecks = names;
  }

  /** What CI says of a commit. */
  setChecks(commit: string, checks: CommitCheck[]): void {
    this.#checks.set(commit, checks);
  }

  /** The statuses of a commit, the latest of each context. */
  statuses(commit: string): CommitStatus[] {
    return this.#statuses.get(commit) ?? [];
  }

  /** Whether a commit is, or comes after, another. */
  contains(commit: string, ancestor: string): boolean {
    return this.#contains(commit, ancestor);
  }

  /** The text of a file at a commit. */
  fileAt(commit: string, path: string): string | undefined {
    return this.#commit(commit).files.get(path)?.content;
  }

  /** Pushes a new branch with one commit on the default branch that has these files alone; returns the commit. */
  pushBranch(branch: string, files: Record<string, string | FakeFile>): string {
    const commit = this.#snapshot(files, [this.#head(this.#defaultBranch)]);
    this.#branches.set(branch, commit);
    return commit;
  }

  /** Renames a branch as a person would: pull requests into it follow, those from it are closed. */
  renameBranch(from: string, to: string): void {
    this.#branches.set(to, this.#head(from));
    this.#branches.delete(from);
    if (this.#defaultBranch === from) {
      this.#defaultBranch = to;
    }
    for (const pull of this.pulls.filter(({ state }) => state === 'open')) {
      if (pull.baseBranch === from) {
        pull.baseBranch = to;
      }
      if (pull.branch === from) {
        this.close(pull.number);
      }
    }
  }

  /** Merges an open pull request as a person would; returns the merge commit. Throws ConflictError where files conflict. */
  merge(number: number, method: 'merge' | 'squash' = 'merge'): string {
    const pull = this.#pull(number);
    const base = this.#head(pull.baseBranch);
    const { files, conflicts } = this.#mergeFiles(base, pull.headCommit);
    if (pull.state !== 'open' || conflicts.length > 0) {
      throw new ConflictError(
        `Pull request #${number} cannot be merged: ${
          pull.state === 'open' ? conflicts.join(', ') : pull.state
        }`,
      );
    }
    const commit = this.#add({
      parents: method === 'squash' ? [base] : [base, pull.headCommit],
      files,
      message: `Merge #${number}`,
    });
    this.#point(pull.baseBranch, commit);
    const now = new Date().toISOString();
    Object.assign(pull, {
      state: 'merged',
      mergeCommit: commit,
      mergedAt: now,
      closedAt: now,
    });
    return commit;
  }

  /** Gives a pull request labels as a person would. */
  label(number: number, labels: string[]): void {
    const pull = this.#pull(number);
    pull.labels = [...new Set([...(pull.labels ?? []), ...labels])];
  }

  /** The message of a commit. */
  message(commit: string): string {
    return this.#commit(commit).message;
  }

  /** Who wrote a commit. */
  author(commit: string): string {
    return this.#commit(commit).author;
  }

  /** The parents of a commit. */
  parents(commit: string): string[] {
    return this.#commit(commit).parents;
  }

  #createReader(): GitReader {
    return {
      defaultBranch: async () => {
        this.#answer();
        return this.#defaultBranch;
      },
      head: async branch => {
        this.#answer();
        return this.#head(branch);
      },
      read: async (path, commit) => {
        this.#answer();
        validatePath(path);
        const file = this.#commit(commit).files.get(path);
        return file && file.mode !== 'submodule'
          ? { mode: file.mode, content: file.content }
          : undefined;
      },
      list: async (path, commit) => {
        this.#answer();
        validatePath(path, { allowRoot: true });
        const prefix = path === '' ? '' : `${path}/`;
        const entries = new Map<string, GitEntryMode>();
        for (const [file, { mode }] of this.#commit(commit).files) {
          if (file.startsWith(prefix)) {
            const [name, ...rest] = file.slice(prefix.length).split('/');
            entries.set(name, rest.length > 0 ? 'directory' : mode);
          }
        }
        return entries.size > 0 || path === ''
          ? Array.from(entries, ([name, mode]) => ({ name, mode }))
          : undefined;
      },
      contains: async (commit, ancestor) => {
        this.#answer();
        return this.#contains(commit, ancestor);
      },
      commit: async id => {
        this.#answer();
        return this.#summarize(id);
      },
      commits: async (path, { head, until, limit }) => {
        this.#answer();
        validatePath(path, { allowRoot: true });
        this.#commit(head);
        const items = [...this.#commits.keys()]
          .reverse()
          .filter(
            id =>
              this.#contains(head, id) &&
              (until === undefined || !this.#contains(until, id)) &&
              this.#touches(id, path),
          )
          .map(id => this.#summarize(id));
        return {
          items: items.slice(0, limit),
          complete: items.length <= limit,
        };
      },
      findCommit: async revision => {
        this.#answer();
        validateRevision(revision);
        if ('tag' in revision) {
          return this.#tags.get(revision.tag)?.commit;
        }
        const [found, ...others] = [...this.#commits.keys()].filter(id =>
          id.startsWith(revision.commit),
        );
        return others.length > 0 ? undefined : found;
      },
      compareCommits: async (base, head, { limit }) => {
        this.#answer();
        const only = (one: string, other: string) =>
          [...this.#commits.keys()]
            .reverse()
            .filter(
              id => this.#contains(one, id) && !this.#contains(other, id),
            );
        const ahead = only(head, base);
        const behind = only(base, head);
        return {
          relation: relationOf(ahead.length, behind.length),
          items: ahead.slice(0, limit).map(id => this.#summarize(id)),
          total: ahead.length,
        };
      },
      releaseNotes: async tag => {
        this.#answer();
        validateRevision({ tag });
        return this.#tags.get(tag)?.notes;
      },
    };
  }

  #createPullRequests(): PullRequests {
    // After `#answer` nothing is awaited: what two callers do at once must stay one after the other.
    return {
      commit: async change => {
        this.#answer();
        return this.#apply(
          change.parent,
          change.edits,
          commitMessage(change),
          change.author?.name,
        );
      },
      open: async proposal => {
        this.#answer();
        return this.#openPull(proposal);
      },
      findAll: async branch => {
        this.#answer();
        return this.pulls
          .filter(pull => pull.branch === branch)
          .reverse()
          .map(pull => this.#view(pull));
      },
      status: async number => {
        this.#answer();
        return this.#view(this.#pull(number));
      },
      files: async number => {
        this.#answer();
        const { headCommit, baseBranch } = this.#pull(number);
        const fork = this.#mergeBase(this.#head(baseBranch), headCommit);
        const files = this.#changed(fork, headCommit).map(path => ({
          path,
          diff: `--- a/${path}\n+++ b/${path}\n-${this.fileAt(
            fork,
            path,
          )}\n+${this.fileAt(headCommit, path)}\n`,
        }));
        return {
          files: files.slice(0, this.listedFiles),
          complete: files.length <= this.listedFiles,
        };
      },
      checks: async commit => {
        this.#answer();
        this.#commit(commit);
        return [
          ...this.statuses(commit).map(({ context, state, url }) => ({
            name: context,
            state,
            ...(url ? { url } : {}),
          })),
          ...(this.#checks.get(commit) ?? []),
        ];
      },
      requiredChecks: async branch => {
        this.#answer();
        this.#head(branch);
        return [...this.#requiredChecks];
      },
      setStatus: async (commit, status) => {
        this.#answer();
        this.#commit(commit);
        this.#statuses.set(commit, [
          ...this.statuses(commit).filter(
            ({ context }) => context !== status.context,
          ),
          { ...status },
        ]);
      },
      comment: async (number, body, marker) => {
        this.#answer();
        this.#comment(number, body, marker);
      },
      addLabels: async (number, labels) => {
        this.#answer();
        this.label(number, labels);
      },
      requestReviewers: async (number, reviewers) => {
        this.#answer();
        return this.#requestReviewers(number, reviewers);
      },
      reviews: async number => {
        this.#answer();
        return structuredClone(this.#pull(number).reviews);
      },
      merge: async (number, { commit, method }) => {
        this.#answer();
        const { state, headCommit } = this.#pull(number);
        if (state === 'open' && headCommit !== commit) {
          throw new ConflictError(
            `Pull request #${number} holds ${headCommit} now, not ${commit}`,
          );
        }
        if (state !== 'merged') {
          this.merge(number, method === 'squash' ? 'squash' : 'merge');
        }
      },
      close: async (number, comment) => {
        this.#answer();
        if (this.#pull(number).state === 'open') {
          this.#comment(number, comment, markerOf(comment));
          this.close(number);
        }
      },
    };
  }

  #requestReviewers(number: number, reviewers: Reviewers): Reviewers {
    const { requested } = this.#pull(number);
    const refused: Reviewers = { users: [], teams: [] };
    for (const kind of ['users', 'teams'] as const) {
      for (const name of reviewers[kind]) {
        const mayReview = LOGIN.test(name) && !this.strangers.has(name);
        const list = (mayReview ? requested : refused)[kind];
        if (!list.includes(name)) {
          list.push(name);
        }
      }
    }
    return refused;
  }

  #comment(number: number, body: string, marker: string): void {
    const { comments } = this.#pull(number);
    const hidden = commentMarker(marker);
    if (!comments.some(comment => comment.includes(hidden))) {
      comments.push(`${body}\n\n${hidden}`);
    }
  }

  #openPull(proposal: ProposedPullRequest): OpenedPullRequest {
    const { branch, commit, baseBranch } = proposal;
    validateBranch(branch);
    this.#commit(commit);
    this.#head(baseBranch);
    const there = this.#branches.get(branch);
    if (there !== undefined && !this.#isSameChange(there, commit)) {
      throw new BranchTakenError(branch, there);
    }
    const open = this.pulls.filter(
      pull => pull.branch === branch && pull.state === 'open',
    );
    const ours = open.find(pull => pull.baseBranch === baseBranch);
    if (ours) {
      return { ...this.#view(ours), commit: there ?? commit };
    }
    if (open.length > 0) {
      throw new BranchTakenError(branch, there);
    }
    if (this.#contains(this.#head(baseBranch), there ?? commit)) {
      throw new InputError(`No commits between ${baseBranch} and ${branch}`);
    }
    this.#branches.set(branch, there ?? commit);
    const number = this.pulls.length + 1;
    const pull: FakePullRequest = {
      number,
      url: `https://git.example/acme/platform/pull/${number}`,
      title: proposal.title,
      state: 'open',
      branch,
      baseBranch,
      headCommit: there ?? commit,
      labels: [],
      body: proposal.body,
      comments: [],
      requested: { users: [], teams: [] },
      reviews: [],
    };
    this.pulls.push(pull);
    return { ...this.#view(pull), commit: pull.headCommit };
  }

  /** What the port tells of a pull request. */
  #view({ comments, requested, ...pull }: FakePullRequest): PullRequest {
    const base = this.#branches.get(pull.baseBranch);
    return pull.state === 'open' && base
      ? {
          ...pull,
          mergeable:
            this.#mergeFiles(base, pull.headCommit).conflicts.length === 0,
        }
      : pull;
  }

  #point(branch: string, commit: string): void {
    this.#branches.set(branch, commit);
    for (const pull of this.pulls) {
      if (pull.branch === branch && pull.state === 'open') {
        pull.headCommit = commit;
      }
    }
  }

  #isSameChange(one: string, other: string): boolean {
    const [a, b] = [this.#commit(one), this.#commit(other)];
    return (
      one === other ||
      (a.parents.join() === b.parents.join() &&
        this.#changed(one, other).length === 0)
    );
  }

  /** Paths of the files that two commits have differently. */
  #changed(one: string, other: string): string[] {
    const [a, b] = [this.#commit(one).files, this.#commit(other).files];
    return [...new Set([...a.keys(), ...b.keys()])].filter(path => {
      const [x, y] = [a.get(path), b.get(path)];
      return x?.content !== y?.content || x?.mode !== y?.mode;
    });
  }

  /** The newest commit that both contain. */
  #mergeBase(one: string, other: string): string {
    const seen = new Set<string>();
    let level = [other];
    while (level.length > 0) {
      const found = level.find(commit => this.#contains(one, commit));
      if (found) {
        return found;
      }
      level.forEach(commit => seen.add(commit));
      level = level
        .flatMap(commit => this.#commit(commit).parents)
        .filter(commit => !seen.has(commit));
    }
    throw new ConflictError('The branches have nothing in common.');
  }

  #mergeFiles(
    base: string,
    head: string,
  ): { files: Map<string, FakeFile>; conflicts: string[] } {
    const fork = this.#mergeBase(base, head);
    const files = new Map(this.#commit(base).files);
    const moved = new Set(this.#changed(fork, base));
    const conflicts: string[] = [];
    for (const path of this.#changed(fork, head)) {
      const file = this.#commit(head).files.get(path);
      if (moved.has(path) && files.get(path)?.content !== file?.content) {
        conflicts.push(path);
      }
      if (file) {
        files.set(path, file);
      } else {
        files.delete(path);
      }
    }
    return { files, conflicts };
  }

  /** Adds a commit with these files alone. */
  #snapshot(
    files: Record<string, string | FakeFile>,
    parents: string[] = [],
  ): string {
    return this.#add({
      parents,
      files: new Map(
        Object.entries(files).map(([path, file]) => [
          path,
          typeof file === 'string' ? { mode: 'file', content: file } : file,
        ]),
      ),
      message: 'First',
    });
  }

  #contains(commit: string, ancestor: string): boolean {
    this.#commit(ancestor);
    const open = [commit];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next === ancestor) {
        return true;
      }
      open.push(...this.#commit(next).parents);
    }
    return false;
  }

  #answer() {
    if (this.down) {
      throw new ServiceUnavailableError('The Git host does not answer.');
    }
  }

  #head(branch: string): string {
    const commit = this.#branches.get(branch);
    if (!commit) {
      throw new NotFoundError(`There is no branch ${branch}`);
    }
    return commit;
  }

  #apply(
    base: string,
    edits: FileEdit[],
    message: string,
    author?: string,
  ): string {
    const files = new Map(this.#commit(base).files);
    let changed = false;
    for (const { path, content } of edits) {
      validatePath(path);
      const existing = files.get(path);
      this.#refuse(files, path, content);
      if (content === null) {
        changed = files.delete(path) || changed;
      } else if (existing?.content !== content) {
        changed = true;
        files.set(path, { mode: existing?.mode ?? 'file', content });
      }
    }
    if (!changed) {
      throw new ConflictError('There is nothing to change.');
    }
    return this.#add({ parents: [base], files, message }, author);
  }

  #refuse(
    files: Map<string, FakeFile>,
    path: string,
    content: string | null,
  ): void {
    const parts = path.split('/');
    parts.slice(1).forEach((_, index) => {
      const above = parts.slice(0, index + 1).join('/');
      const inTheWay = files.get(above);
      if (inTheWay) {
        refuseFolder(above, inTheWay.mode);
      }
    });
    const existing = files.get(path);
    if (
      existing?.mode === 'submodule' ||
      (existing?.mode === 'symlink' && content !== null)
    ) {
      refuseFile(path, existing.mode);
    }
    if ([...files.keys()].some(file => file.startsWith(`${path}/`))) {
      refuseFile(path, 'directory');
    }
  }

  #summarize(id: string): CommitSummary {
    const { author, at, message } = this.#commit(id);
    return {
      id,
      title: message.split('\n', 1)[0],
      author,
      at,
      url: `https://git.example/acme/platform/commit/${id}`,
    };
  }

  /** Whether a commit has something else at a path than each of its parents. */
  #touches(id: string, path: string): boolean {
    const { parents, files } = this.#commit(id);
    const isBelow = (file: string) =>
      path === '' || file === path || file.startsWith(`${path}/`);
    return parents.length === 0
      ? [...files.keys()].some(isBelow)
      : parents.every(parent => this.#changed(parent, id).some(isBelow));
  }

  #add(
    commit: Omit<FakeCommit, 'author' | 'at'>,
    author = FAKE_AUTHOR,
  ): string {
    const id = createHash('sha1')
      .update(`${this.#commits.size} ${commit.message}`)
      .digest('hex');
    const at = this.now().toISOString();
    this.#commits.set(id, { ...commit, author, at });
    return id;
  }

  #commit(id: string): FakeCommit {
    validateCommit(id);
    const commit = this.#commits.get(id);
    if (!commit) {
      throw new NotFoundError(`There is no commit ${id}`);
    }
    return commit;
  }

  #pull(number: number): FakePullRequest {
    const pull = this.pulls.find(p => p.number === number);
    if (!pull) {
      throw new NotFoundError(`There is no pull request #${number}`);
    }
    return pull;
  }
}
