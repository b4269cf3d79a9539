/**
 * A commit, as lists show it.
 *
 * @public
 */
export interface CommitSummary {
  /** Full hash. */
  id: string;
  /** First line of the message. */
  title: string;
  /** Login at the Git host, or the name in the commit when the host knows no such account. */
  author?: string;
  /** ISO time at which it was committed. */
  at?: string;
  /** Address for people. */
  url?: string;
}
