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
      reader: new GithubReader(client),
      pullRequests: new GithubPullRequests(client),
    };
  }
}
