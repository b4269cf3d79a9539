import type { RepositoryAddress } from '@stonegarden/repository-address';
import type { GitReader } from './GitReader';
import type { PullRequestEvents } from './PullRequestEvent';
import type { PullRequests } from './PullRequests';

/**
 * What an adapter offers for one repository.
 *
 * @public
 */
export interface GitRepositoryPorts {
  reader: GitReader;
  pullRequests: PullRequests;
}

/**
 * The adapter of one kind of Git host.
 *
 * @public
 */
export interface GitHostProvider {
  /** The key of `integrations` in app-config that lists the hosts of this kind, such as `gitlab`. */
  readonly type: string;
  /**
   * The ports of a repository at one of these hosts. Asks the host nothing. Throws InputError, naming the key in
   * app-config, when the configuration of the host lacks something.
   */
  connect(repository: RepositoryAddress): GitRepositoryPorts;
  /** Left out when no module of the events backend brings webhooks of these hosts: pull requests are then asked for every minute. */
  readonly pullRequestEvents?: PullRequestEvents;
}
