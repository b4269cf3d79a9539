import type { CommitSummary } from '@stonegarden/backstage-plugin-delivery-common';
import type {
  CommitComparison,
  GitRevision,
  ReleaseNotes,
} from './RevisionHistory';

/**
 * What a file is to Git. What a symbolic link contains is the path it leads to.
 *
 * @public
 */
export type GitFileMode = 'file' | 'executable' | 'symlink';

/**
 * What an entry of a folder is to Git.
 *
 * @public
 */
export type GitEntryMode = GitFileMode | 'directory' | 'submodule';

/**
 * An entry of a folder.
 *
 * @public
 */
export interface GitEntry {
  /** Without the folder's path. */
  name: string;
  mode: GitEntryMode;
}

/**
 * A file at a commit.
 *
 * @public
 */
export interface GitFile {
  mode: GitFileMode;
  /** The text; of a symbolic link, the path it leads to, as it is written in the link. */
  content: string;
}

/**
 * Which commits of a path are asked for.
 *
 * @public
 */
export interface CommitsOptions {
  /** Commit to begin at. */
  head: string;
  /** Commit at which to end; neither it nor anything that it contains is listed. */
  until?: string;
  /** The most to list: 1 to 100. */
  limit: number;
}

/**
 * Commits of a path, newest first.
 *
 * @public
 */
export interface CommitList {
  items: CommitSummary[];
  /** False when there are more, or may be. */
  complete: boolean;
}

/**
 * Reads one repository at its Git host. No call costs more in a larger repository.
 *
 * Symbolic links are never followed: a link is an entry of its own, and what lies behind a linked folder is not there.
 * Every call has a timeout and is retried. Errors: NotFoundError for a missing repository, branch or commit,
 * NotAllowedError for a refused token, ServiceUnavailableError when the host does not answer.
 *
 * @public
 */
export interface GitReader {
  /** Name of the default branch. */
  defaultBranch(): Promise<string>;
  /** Commit that a branch points at. */
  head(branch: string): Promise<string>;
  /** A file or symbolic link at a commit; undefined when there is none. */
  read(path: string, commit: string): Promise<GitFile | undefined>;
  /** The entries of a folder at a commit, `''` for the root; undefined when there is no such folder. */
  list(path: string, commit: string): Promise<GitEntry[] | undefined>;
  /**
   * Says that files of a folder and of those below it are read next at a commit, so that they can be read in fewer requests. It
   * changes no answer. Left out by adapters that gain nothing by it.
   */
  prefetch?(folder: string, commit: string): Promise<void>;
  /** Whether `commit` is, or comes after, `ancestor`. NotFoundError when the host does not know one of them (yet). */
  contains(commit: string, ancestor: string): Promise<boolean>;
  /**
   * Title, author, time and address of a commit. Whoever pushed it may be somebody else than its author, who is left out when
   * it names nobody.
   */
  commit(id: string): Promise<CommitSummary>;
  /**
   * The commits that changed a file, or anything in a folder (`''` for the root), newest first: those that `head` contains
   * and `until` does not.
   */
  commits(path: string, options: CommitsOptions): Promise<CommitList>;
  /**
   * The full id of the commit that a tag points at, or that begins with these digits; undefined when there is none, or several.
   * Left out, as the two below, by adapters whose host cannot say.
   */
  findCommit?(revision: GitRevision): Promise<string | undefined>;
  /** What `head` has that `base` has not, both full ids; at most `limit` commits, 1 to 100. */
  compareCommits?(
    base: string,
    head: string,
    options: { limit: number },
  ): Promise<CommitComparison>;
  /** The notes of the release of a tag; undefined when there are none, or they are not published. */
  releaseNotes?(tag: string): Promise<ReleaseNotes | undefined>;
}
