import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  GithubCredentialsProvider,
  GithubIntegrationConfig,
  ScmIntegrations,
} from '@backstage/integration';
import { GithubClient } from './github/githubClient';
import { GithubHost } from './github/GithubHost';
import type { GitOpsHost, GitOpsHosts, GitOpsLocation } from './GitOpsHost';
import { parseRepositoryUrl } from './parseRepositoryUrl';

/** The scheme people reach the host by: that of its API when both are one server, https otherwise. */
function webBaseUrl(config: GithubIntegrationConfig, api: string): string {
  const url = new URL(api);
  const scheme = url.host === config.host ? url.protocol : 'https:';
  return `${scheme}//${config.host}`;
}

/**
 * The Git hosts of `integrations` in app-config, with the credentials configured there.
 *
 * @internal
 */
export class DefaultGitOpsHosts implements GitOpsHosts {
  readonly #integrations: ScmIntegrations;
  readonly #credentials: GithubCredentialsProvider;
  readonly #hosts = new Map<string, GitOpsHost>();

  static fromConfig(config: Config): DefaultGitOpsHosts {
    return new DefaultGitOpsHosts(ScmIntegrations.fromConfig(config));
  }

  private constructor(integrations: ScmIntegrations) {
    this.#integrations = integrations;
    this.#credentials =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  }

  async resolve(url: string): Promise<GitOpsLocation> {
    // Whose address it is comes before how it is written: the forms of other hosts are no mistakes of those who use them.
    const known = URL.canParse(url) && this.#host(new URL(url).host);
    const {
      host: name,
      owner,
      name: repo,
      branch,
      path,
    } = parseRepositoryUrl(url);
    const host = known || this.#host(name);
    const repository = { host: name, owner, name: repo };
    return {
      host,
      repository,
      branch: branch ?? (await host.defaultBranch(repository)),
      path,
    };
  }

  #host(name: string): GitOpsHost {
    const known = this.#hosts.get(name);
    if (known) {
      return known;
    }
    const config = this.#integrations.github.byHost(name)?.config;
    if (!config) {
      const other = this.#integrations.byHost(name)?.type;
      throw new InputError(
        other
          ? `The Git host ${name} is configured as ${other}, and pull requests can only be opened at GitHub and hosts that speak its API (integrations.github) so far.`
          : `No Git host ${name} is configured. Add it to integrations.github in app-config, with a token.`,
      );
    }
    if (!config.apiBaseUrl) {
      throw new InputError(
        `The Git host ${name} has no apiBaseUrl in integrations.github of app-config.`,
      );
    }
    const host = new GithubHost({
      client: new GithubClient({
        apiBaseUrl: config.apiBaseUrl,
        credentials: this.#credentials,
      }),
      webBaseUrl: webBaseUrl(config, config.apiBaseUrl),
    });
    this.#hosts.set(name, host);
    return host;
  }
}
