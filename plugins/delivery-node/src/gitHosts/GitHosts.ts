import type { RepositoryAddress } from '@stonegarden/repository-address';
import type { GitReader } from './GitReader';
import type { PullRequestEvents } from './PullRequestEvent';
import type { PullRequests } from './PullRequests';

/**
 * A place in a repository, read from a catalog location such as `url:https://github.com/acme/platform/tree/main/kubernetes/`.
 *
 * @public
 */
export interface GitLocation {
  /** Bound to the repository. */
  reader: GitReader;
  /** Bound to the repository. */
  pullRequests: PullRequests;
  repository: RepositoryAddress;
  /** Branch of the address; the default branch when it names none. */
  branch: string;
  /** Path from the repository's root without slashes at its ends. */
  path: string;
}

/**
 * All Git hosts of the app's `integrations` for which there is an adapter.
 *
 * @public
 */
export interface GitHosts {
  /** Throws InputError when the address is not one of a repository, or no adapter serves its host. */
  resolve(url: string): Promise<GitLocation>;
  /** How all these hosts tell of pull requests. */
  readonly pullRequestEvents: PullRequestEvents;
}
