import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { DefaultGitHosts } from './DefaultGitHosts';
import { gitHostProviderServiceRef } from './gitHostProviderServiceRef';
import type { GitHosts } from './GitHosts';
import { GithubProvider } from './github/GithubProvider';

/**
 * The Git hosts that files are read from and pull requests are opened at; by default those of `integrations` in
 * app-config.
 *
 * @public
 */
export const gitHostsServiceRef = createServiceRef<GitHosts>({
  id: 'delivery.git-hosts',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        providers: gitHostProviderServiceRef,
      },
      factory: ({ config, providers }) => {
        const integrations = ScmIntegrations.fromConfig(config);
        return new DefaultGitHosts({
          integrations,
          providers: [...providers, new GithubProvider(integrations)],
        });
      },
    }),
});
