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
 * The pull requests of one repository at its Git host.
 *
 * Every call has a timeout; reads are retried, and writes are safe to repeat. Errors as for {@link GitReader}.
 *
 * @public
 */
export interface PullRequests {
  /**
   * Opens a pull request, or returns the one that is open for the same branch.
   *
   * Files keep their mode. Throws ConflictError when there is nothing to change, and when an edit would write to a
   * symbolic link or below something that is not a folder.
   */
  propose(change: ProposedChange): Promise<PullRequest>;
  /** The open pull request of a branch. */
  find(branch: string): Promise<PullRequest | undefined>;
  status(number: number): Promise<PullRequest>;
  /** Closes without merging, leaving a comment that says why. Closing twice does nothing. */
  close(number: number, comment: string): Promise<void>;
}
