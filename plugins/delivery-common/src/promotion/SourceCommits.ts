import type { CommitSummary } from '../release/CommitSummary';

/**
 * The commits of a service's own source repository between the version that the target has and the one that is promoted:
 *
 * - `pending`: the Git host is being asked; ask again
 * - `known`
 * - `not-found`: the repository does not have these versions, neither as tags nor as commits; without versions, there is no such
 *   repository, or the portal may not read it
 * - `unreachable`: the Git host has not answered since then
 * - `refused`: the annotation names no repository (`address`), one that services of this repository may not name (`owner`), or one at
 *   a host that the portal does not ask (`host`)
 *
 * @public
 */
export type SourceCommits =
  | { status: 'pending'; repository: string }
  | KnownSourceCommits
  | { status: 'not-found'; repository: string; versions: string[] }
  | { status: 'unreachable'; repository: string; since: string }
  | { status: 'refused'; problem: 'address' | 'owner' | 'host' };

/**
 * Commits that were found.
 *
 * @public
 */
export interface KnownSourceCommits {
  status: 'known';
  /** Address of the repository for people. */
  repository: string;
  /** The version that the target has. */
  from: string;
  /** The version that is promoted. */
  to: string;
  /** How the promoted version stands to the one that the target has. */
  relation: 'identical' | 'ahead' | 'behind' | 'diverged';
  /** That only the promoted version has, newest first; the newest of them when there are many. */
  items: CommitSummary[];
  /** How many there are, listed or not. */
  total: number;
  /** What people wrote about the promoted version at the Git host, as text. Left out where they wrote nothing. */
  notes?: {
    title: string;
    text: string;
    /** The text was longer. */
    isCut?: true;
    url?: string;
  };
}
