/**
 * A new text for a file, or its removal.
 *
 * @public
 */
export interface FileEdit {
  /** From the repository's root, with `/`; no `..`, no leading `/`. */
  path: string;
  /** The whole new text; null removes the file. */
  content: string | null;
}

/**
 * A pull request (merge request) as far as promotions need it.
 *
 * @public
 */
export interface PullRequest {
  number: number;
  /** Address for people. */
  url: string;
  title: string;
  /** Markdown. */
  body: string;
  state: 'open' | 'merged' | 'closed';
  /** Branch the change comes from. */
  branch: string;
  /** Branch to merge into. */
  baseBranch: string;
  headCommit: string;
  mergeCommit?: string;
  /** ISO time. */
  mergedAt?: string;
  /** ISO time; of merged ones too. */
  closedAt?: string;
  /** False when the host says the branches conflict; undefined when it has not decided yet, or does not say. */
  mergeable?: boolean;
  /** Names of its labels, as the host writes them; undefined where the host does not tell. */
  labels?: string[];
}

/**
 * A commit that is to be made.
 *
 * @public
 */
export interface ProposedCommit {
  /** The commit the edits were made on: it becomes the only parent. */
  parent: string;
  edits: FileEdit[];
  /** First line of the message. */
  title: string;
  /** Lines `Key: value` at the end of the message, in this order; as pairs a key may come several times. */
  trailers?:
    | Readonly<Record<string, string>>
    | ReadonlyArray<readonly [key: string, value: string]>;
  /** Who asked for it; becomes the commit's author where the host allows. */
  author?: { name: string; email: string };
}

/**
 * A pull request that is to be opened for a commit.
 *
 * @public
 */
export interface ProposedPullRequest {
  /** Branch to create. */
  branch: string;
  /** What the branch is to point at. */
  commit: string;
  /** Branch to merge into. */
  baseBranch: string;
  title: string;
  /** Markdown. */
  body: string;
}

/**
 * A pull request that was opened, or found open.
 *
 * @public
 */
export interface OpenedPullRequest extends PullRequest {
  /** The commit that its branch was created at or found at: the one asked for, or one that makes the same change. */
  commit: string;
}

/**
 * What a check or commit status says.
 *
 * @public
 */
export interface CommitCheck {
  name: string;
  state: 'passed' | 'failed' | 'pending';
  /** Address for people. */
  url?: string;
}

/**
 * A commit status that is to be set.
 *
 * @public
 */
export interface CommitStatus {
  /** Tells it apart from the statuses of others, such as `stonegarden/promotion`. */
  context: string;
  state: CommitCheck['state'];
  /** One line; hosts may cut it after 140 characters. */
  description: string;
  /** Address for people. */
  url?: string;
}

/**
 * A file that a pull request changes.
 *
 * @public
 */
export interface ChangedFile {
  path: string;
  /** Unified diff; left out when the host does not give one, as for binary and very large files. */
  diff?: string;
}

/**
 * The files that a pull request changes, as far as its host lists them.
 *
 * @public
 */
export interface ChangedFiles {
  files: ChangedFile[];
  /** False when there may be more: hosts list so many and no more (GitHub 3,000). */
  complete: boolean;
}

/**
 * Who is to review a pull request, by the names that the Git host knows them by.
 *
 * @public
 */
export interface Reviewers {
  /** Logins. */
  users: string[];
  /** Names of teams of the repository's owner, without the owner. */
  teams: string[];
}

/**
 * What a reviewer of a pull request said last.
 *
 * @public
 */
export interface PullRequestReview {
  /** Login. */
  by: string;
  /** `dismissed`: taken back, by whoever said it or by somebody who may. */
  state: 'approved' | 'changes-requested' | 'dismissed';
  /** The commit that was looked at. */
  commit: string;
  /** ISO time. */
  at: string;
  /** It is no person. */
  isBot?: true;
}

/**
 * What is merged, and how.
 *
 * @public
 */
export interface MergeOptions {
  /** The head that was judged. */
  commit: string;
  /** The host must allow it in the repository. */
  method: 'merge' | 'squash' | 'rebase';
}

/**
 * The pull requests of one repository at its Git host.
 *
 * Every call has a timeout, and ends with the deadline that `withDeadline` sets; reads are retried, and writes are
 * safe to repeat. Errors as for {@link GitReader}. A ServiceUnavailableError of a write says that it is not known whether
 * it was done.
 *
 * @public
 */
export interface PullRequests {
  /**
   * Makes a commit that no branch points at yet, and returns its id. A host that cannot do that may point the branch of the
   * pull request at it.
   *
   * Files keep their mode. Throws ConflictError when there is nothing to change, and when an edit would write to a
   * symbolic link or below something that is not a folder.
   */
  commit(change: ProposedCommit): Promise<string>;
  /**
   * Points a new branch at a commit and opens its pull request, or finds what of that is there already.
   *
   * A branch is never moved: `BranchTakenError` when it is there and points at another commit, unless that makes
   * the same change (same parent, same files), or when its open pull request is to be merged into another branch.
   */
  open(proposal: ProposedPullRequest): Promise<OpenedPullRequest>;
  /** The pull requests that a branch has or had, in any state, newest first. */
  findAll(branch: string): Promise<PullRequest[]>;
  status(number: number): Promise<PullRequest>;
  /** What a pull request changes now. */
  files(number: number): Promise<ChangedFiles>;
  /** The checks and commit statuses of a commit: all of them, or an error. */
  checks(commit: string): Promise<CommitCheck[]>;
  /**
   * Names of the checks and commit statuses that the host requires before it merges into a branch; empty when it requires
   * none. One that is required and not among `checks` has not begun.
   */
  requiredChecks(branch: string): Promise<string[]>;
  /** Sets a status in place of the one of the same context. */
  setStatus(commit: string, status: CommitStatus): Promise<void>;
  /** Leaves a comment unless there is one with the same marker, which readers do not see. Letters, digits and dashes. */
  comment(number: number, body: string, marker: string): Promise<void>;
  /** Adds labels to those that it has; asking twice does nothing more. Labels that the repository does not have are made. */
  addLabels(number: number, labels: string[]): Promise<void>;
  /**
   * Asks for reviews, and returns those whom the host does not let review it: who may not see the repository, and the author of
   * the pull request. Nobody is asked twice.
   */
  requestReviewers(number: number, reviewers: Reviewers): Promise<Reviewers>;
  /**
   * What each reviewer said last, in the order of time: all of them, or an error. Left out by hosts that do not say which commit
   * a review is about.
   */
  reviews?(number: number): Promise<PullRequestReview[]>;
  /**
   * Merges a pull request while its head is this commit. Merging what is merged does nothing. Throws ConflictError when its head
   * is another commit, or it is closed, and an error of the host's when that refuses: conflicts, checks that it requires, a method
   * that the repository does not allow.
   */
  merge(number: number, options: MergeOptions): Promise<void>;
  /** Closes without merging, leaving a comment that says why. Closing twice does nothing. */
  close(number: number, comment: string): Promise<void>;
}
