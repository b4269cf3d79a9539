import type { RepositoryIdentity } from '@stonegarden/repository-address';

/**
 * What an event says about a push, whatever the host.
 *
 * @internal
 */
export interface Push {
  /** The host is missing where the event does not tell it. */
  repository: Partial<RepositoryIdentity> & { fullName: string };
  branch: string;
  /** Commits; missing where the event does not tell them. */
  before?: string;
  after?: string;
  /** Whether history was rewritten; undefined where the host does not say. */
  isForced?: boolean;
  /** Whether the branch is gone. */
  isDeleted: boolean;
  /** Paths that its commits touched; missing unless the event certainly lists all of them. */
  paths?: PushedPaths;
}

/**
 * Paths from the repository's root. One that several commits touched can be in both.
 *
 * @internal
 */
export interface PushedPaths {
  written: Set<string>;
  removed: Set<string>;
}

/** What Git calls no commit. */
const NO_COMMIT = /^0+$/;

/**
 * A commit's name, or undefined for what is none.
 *
 * @internal
 */
export function commitName(name?: string | null): string | undefined {
  return name && /^[0-9a-zA-Z-]{1,64}$/.test(name) && !NO_COMMIT.test(name)
    ? name
    : undefined;
}

/**
 * The branch of a ref such as `refs/heads/main`, or undefined for tags and the like.
 *
 * @internal
 */
export function branchOf(ref: string): string | undefined {
  return ref.startsWith('refs/heads/')
    ? ref.slice('refs/heads/'.length)
    : undefined;
}

/** Commits of an event that lists the files of each of them. */
interface ListedCommit {
  added?: string[] | null;
  modified?: string[] | null;
  removed?: string[] | null;
}

/** Hosts list that many files of a commit at most; a list of that length may be a part of it. */
const MAX_FILES_OF_COMMIT = 1000;

/**
 * All the paths that some commits touched.
 *
 * @param total - how many commits were pushed
 * @returns undefined when a list is missing or not certainly complete
 * @internal
 */
export function pathsOf(
  commits: ListedCommit[] | null | undefined,
  total: number,
): PushedPaths | undefined {
  if (!commits || commits.length === 0 || commits.length !== total) {
    return undefined;
  }
  const written = new Set<string>();
  const removed = new Set<string>();
  for (const commit of commits) {
    const { added, modified, removed: gone } = commit;
    if (!added || !modified || !gone) {
      return undefined;
    }
    if (added.length + modified.length + gone.length >= MAX_FILES_OF_COMMIT) {
      return undefined;
    }
    added.forEach(path => written.add(path));
    modified.forEach(path => written.add(path));
    gone.forEach(path => removed.add(path));
  }
  return { written, removed };
}
