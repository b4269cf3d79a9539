import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  GithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import type { RepositoryAddress } from '@stonegarden/repository-address';
import type { GitHostProvider, GitRepositoryPorts } from '../GitHostProvider';
import { validateRepository } from '../validateNames';
import { GithubClient } from './GithubClient';
import { GithubObjects } from './GithubObjects';
import { GithubPullRequests } from './GithubPullRequests';
import { GithubReader } from './GithubReader';
import { githubPullRequestEvents } from './githubPullRequestEvents';
import { RecentBytes } from './RecentBytes';

/** Repositories whose ports are kept, with what they remember: nearly always there is one. */
const MAX_REPOSITORIES = 10;
/** Of all repositories together. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;

/**
 * The hosts of `integrations.github`, with the credentials configured there.
 *
 * @internal
 */
export class GithubProvider implements GitHostProvider {
  readonly type = 'github';
  readonly pullRequestEvents = githubPullRequestEvents;
  readonly #integrations: ScmIntegrations;
  readonly #credentials: GithubCredentialsProvider;
  readonly #kept = new RecentBytes(MAX_KEPT_BYTES);
  readonly #ports = new Map<string, GitRepositoryPorts>();

  constructor(integrations: ScmIntegrations) {
    this.#integrations = integrations;
    this.#credentials =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  }

  connect(repository: RepositoryAddress): GitRepositoryPorts {
    const { host } = repository;
    validateRepository(repository);
    const apiBaseUrl =
      this.#integrations.github.byHost(host)?.config.apiBaseUrl;
    if (!apiBaseUrl) {
      throw new InputError(
        `The Git host ${host} has no apiBaseUrl in integrations.github of app-config.`,
      );
    }
    return this.#portsOf(
      new GithubClient({
        repository,
        apiBaseUrl,
        credentials: this.#credentials,
      }),
    );
  }

  /** The same for each repository: what was read of a commit is the same for everybody who asks. */
  #portsOf(client: GithubClient): GitRepositoryPorts {
    const { host, owner, name } = client.repository;
    const key = `${host}/${owner}/${name}`;
    const ports = this.#ports.get(key) ?? this.#createPorts(client);
    this.#ports.set(key, ports);
    const [oldest] = this.#ports.keys();
    if (this.#ports.size > MAX_REPOSITORIES) {
      this.#ports.delete(oldest);
    }
    return ports;
  }

  #createPorts(client: GithubClient): GitRepositoryPorts {
    const objects = new GithubObjects(client, this.#kept);
    return {
      reader: new GithubReader(client, objects),
      pullRequests: new GithubPullRequests(client, objects),
    };
  }
}
