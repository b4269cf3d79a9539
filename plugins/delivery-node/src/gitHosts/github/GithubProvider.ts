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
import { GithubPullRequests } from './GithubPullRequests';
import { GithubReader } from './GithubReader';
import { githubPullRequestEvents } from './githubPullRequestEvents';

/** Repositories whose readers are kept, with what they remember: nearly always there is one. */
const MAX_READERS = 10;

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
  readonly #readers = new Map<string, GithubReader>();

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
    const client = new GithubClient({
      repository,
      apiBaseUrl,
      credentials: this.#credentials,
    });
    return {
      reader: this.#readerOf(client),
      pullRequests: new GithubPullRequests(client),
    };
  }

  /** One for each repository: what it has read of a commit is the same for everybody who asks. */
  #readerOf(client: GithubClient): GithubReader {
    const { host, owner, name } = client.repository;
    const key = `${host}/${owner}/${name}`;
    const reader = this.#readers.get(key) ?? new GithubReader(client);
    this.#readers.set(key, reader);
    const [oldest] = this.#readers.keys();
    if (this.#readers.size > MAX_READERS) {
      this.#readers.delete(oldest);
    }
    return reader;
  }
}
