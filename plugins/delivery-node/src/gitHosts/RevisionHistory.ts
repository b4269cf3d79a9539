import type { CommitSummary } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What names a commit beside its id: a tag, or the first 7 to 40 digits of its id.
 *
 * @public
 */
export type GitRevision = { tag: string } | { commit: string };

/**
 * What one commit has that another has not.
 *
 * @public
 */
export interface CommitComparison {
  /** Of the head to the base. */
  relation: 'identical' | 'ahead' | 'behind' | 'diverged';
  /** Commits that the head contains and the base does not, newest first. */
  items: CommitSummary[];
  /** How many there are, listed or not. */
  total: number;
}

/**
 * What people wrote about a release at its Git host.
 *
 * @public
 */
export interface ReleaseNotes {
  /** The name of the release, else its tag. */
  title: string;
  /** As it was written, in Markdown as a rule. Not to be trusted. */
  text: string;
  /** Address for people. */
  url?: string;
}
