import type { RepositoryAddress } from '@stonegarden/repository-address';
import type { PullRequest } from './PullRequests';

/**
 * What a Git host tells when a pull request was opened, changed, merged or closed.
 *
 * It comes from a webhook, so it may be late, come twice or be forged: it is a reason to ask the host, not a fact.
 *
 * @public
 */
export interface PullRequestEvent {
  repository: RepositoryAddress;
  number: number;
  state: PullRequest['state'];
  /** Branch the change comes from. */
  branch: string;
  /** Only of a merged one. */
  mergeCommit?: string;
}

/**
 * A message of the events service, as far as it is read.
 *
 * @public
 */
export interface GitHostMessage {
  topic: string;
  eventPayload: unknown;
}

/**
 * How the hosts of one kind tell of pull requests through the events service.
 *
 * @public
 */
export interface PullRequestEvents {
  /** Topics that the messages have, such as `github.pull_request`. */
  readonly topics: readonly string[];
  /** Undefined for a message that is not about a pull request, or not in the form that the host documents. */
  read(message: GitHostMessage): PullRequestEvent | undefined;
}
