import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import {
  isGitHostKind,
  RepositoryAddress,
} from '@stonegarden/repository-address';
import type { GitHostProvider } from './GitHostProvider';
import type { GitHosts, GitLocation } from './GitHosts';
import type { PullRequestEvents } from './PullRequestEvent';

/**
 * The Git hosts of `integrations` in app-config, each served by the provider of its kind.
 *
 * @internal
 */
export class DefaultGitHosts implements GitHosts {
  readonly #integrations: ScmIntegrations;
  readonly #providers: readonly GitHostProvider[];

  /** The first provider of a kind serves it. */
  constructor(options: {
    integrations: ScmIntegrations;
    providers: readonly GitHostProvider[];
  }) {
    this.#integrations = options.integrations;
    this.#providers = options.providers;
  }

  get pullRequestEvents(): PullRequestEvents {
    const all = this.#providers.flatMap(
      ({ pullRequestEvents }) => pullRequestEvents ?? [],
    );
    return {
      topics: [...new Set(all.flatMap(({ topics }) => topics))],
      read: message =>
        all.find(({ topics }) => topics.includes(message.topic))?.read(message),
    };
  }

  async resolve(url: string): Promise<GitLocation> {
    // Whose address it is comes before how it is written: the forms of other hosts are not mistakes of those who use them.
    const provider = URL.canParse(url)
      ? this.#provider(new URL(url).host)
      : undefined;
    const repository = RepositoryAddress.parse(url, {
      kind: isGitHostKind(provider?.type) ? provider.type : undefined,
    });
    const { branch, path } = repository;
    const ports = (provider ?? this.#provider(repository.host)).connect(
      repository,
    );
    return {
      ...ports,
      repository,
      branch: branch ?? (await ports.reader.defaultBranch()),
      path,
    };
  }

  #provider(host: string): GitHostProvider {
    const type = this.#integrations.byHost(host)?.type;
    if (type === undefined) {
      throw new InputError(
        `The Git host ${host} is not configured. Add it to integrations.github in app-config, with a token.`,
      );
    }
    const provider = this.#providers.find(each => each.type === type);
    if (!provider) {
      const served = this.#providers.map(each => each.type).join(', ');
      throw new InputError(
        `The Git host ${host} is configured as ${type}, and pull requests can only be opened at hosts of these kinds: ${served}. A package that provides gitHostProviderServiceRef can add others.`,
      );
    }
    return provider;
  }
}
