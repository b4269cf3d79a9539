import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultGitOpsHosts } from './DefaultGitOpsHosts';
import type { GitOpsHosts } from './GitOpsHost';

/**
 * The Git hosts that pull requests are opened at; by default those of `integrations` in app-config.
 *
 * @public
 */
export const gitOpsHostsServiceRef = createServiceRef<GitOpsHosts>({
  id: 'delivery.git-ops-hosts',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory: ({ config }) => DefaultGitOpsHosts.fromConfig(config),
    }),
});
