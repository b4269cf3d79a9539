import type { GitRepository } from './GitHosts';
import type { GitReader } from './GitReader';
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
  connect(repository: GitRepository): GitRepositoryPorts;
}
