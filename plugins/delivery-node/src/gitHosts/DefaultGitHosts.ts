import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import type { GitHostProvider } from './GitHostProvider';
import type { GitHosts, GitLocation } from './GitHosts';
import { parseRepositoryUrl } from './parseRepositoryUrl';
import { validateRepository } from './validateNames';

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

  async resolve(url: string): Promise<GitLocation> {
    // Whose address it is comes before how it is written: the forms of other hosts are not mistakes of those who use them.
    const provider = URL.canParse(url) && this.#provider(new URL(url).host);
    const { host, owner, name, branch, path } = parseRepositoryUrl(url);
    const repository = { host, owner, name };
    validateRepository(repository);
    const ports = (provider || this.#provider(host)).connect(repository);
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
