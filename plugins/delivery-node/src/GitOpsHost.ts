/**
 * A repository at a Git host.
 *
 * @public
 */
export interface GitOpsRepository {
  /** Host with port as configured in `integrations`, for example `github.com`. */
  host: string;
  owner: string;
  name: string;
}

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
  state: 'open' | 'merged' | 'closed';
  /** Branch the change comes from. */
  branch: string;
  headCommit: string;
  mergeCommit?: string;
  /** ISO time. */
  mergedAt?: string;
  /** False when the host says the branches conflict; undefined when it has not decided yet. */
  mergeable?: boolean;
}

/**
 * A change that is to become a pull request.
 *
 * @public
 */
export interface ProposedChange {
  /** Branch to merge into, and the commit the edits were made on: it becomes the parent of the new commit. */
  base: { branch: string; commit: string };
  /** Branch to create. Deterministic names make asking twice find the same pull request. */
  branch: string;
  edits: FileEdit[];
  /** Title of the pull request and first line of the commit message. */
  title: string;
  /** Markdown. */
  body: string;
  /** Lines `Key: value` at the end of the commit message. */
  trailers?: Record<string, string>;
  /** Who asked for it; becomes the commit's author where the host allows. */
  author?: { name: string; email: string };
}

/**
 * What this suite asks of a Git host: a few calls whose cost does not grow with the repository.
 *
 * Every call has a timeout; reads are retried, and writes are safe to repeat. Errors: NotFoundError for a missing repository or ref, NotAllowedError for a
 * refused token, ServiceUnavailableError when the host does not answer.
 *
 * @public
 */
export interface GitOpsHost {
  /** Name of the default branch. */
  defaultBranch(repository: GitOpsRepository): Promise<string>;
  /** Commit a branch points at. */
  head(repository: GitOpsRepository, branch: string): Promise<string>;
  /** Text of a file at a commit; undefined when there is none. */
  read(
    repository: GitOpsRepository,
    path: string,
    commit: string,
  ): Promise<string | undefined>;
  /** Names in a folder at a commit; undefined when there is no such folder. */
  list(
    repository: GitOpsRepository,
    path: string,
    commit: string,
  ): Promise<Array<{ name: string; type: 'file' | 'directory' }> | undefined>;
  /** Opens a pull request, or returns the one that is open for the same branch. */
  proposeChange(
    repository: GitOpsRepository,
    change: ProposedChange,
  ): Promise<PullRequest>;
  /** The open pull request of a branch. */
  findOpen(
    repository: GitOpsRepository,
    branch: string,
  ): Promise<PullRequest | undefined>;
  status(repository: GitOpsRepository, number: number): Promise<PullRequest>;
  /** Closes without merging, leaving a comment that says why. Closing twice does nothing. */
  close(
    repository: GitOpsRepository,
    number: number,
    comment: string,
  ): Promise<void>;
  /** Whether `commit` is, or comes after, `ancestor`. NotFoundError when the host does not know one of them (yet). */
  contains(
    repository: GitOpsRepository,
    commit: string,
    ancestor: string,
  ): Promise<boolean>;
  /** Address of a file for people, at a branch or commit. */
  fileUrl(repository: GitOpsRepository, path: string, ref: string): string;
}

/**
 * A place in a repository, read from a catalog location such as `url:https://github.com/acme/platform/tree/main/kubernetes/`.
 *
 * @public
 */
export interface GitOpsLocation {
  host: GitOpsHost;
  repository: GitOpsRepository;
  /** Branch of the address; the default branch when it names none. */
  branch: string;
  /** Path from the repository's root without slashes at its ends. */
  path: string;
}

/**
 * All Git hosts of the app's `integrations`.
 *
 * @public
 */
export interface GitOpsHosts {
  /** Throws InputError when no integration knows the address. */
  resolve(url: string): Promise<GitOpsLocation>;
}
