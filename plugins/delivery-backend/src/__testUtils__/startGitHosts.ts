import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  GitHosts,
  gitHostsServiceRef,
} from '@stonegarden/backstage-plugin-delivery-node';

/** The hosts of `integrations`, as a plugin gets them. */
export async function startGitHosts(integration: {
  host: string;
  apiBaseUrl: string;
  token: string;
}): Promise<{ hosts: GitHosts; stop(): Promise<void> }> {
  let hosts: GitHosts | undefined;
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: { integrations: { github: [integration] } },
      }),
      createBackendPlugin({
        pluginId: 'git-hosts-test',
        register(env) {
          env.registerInit({
            deps: { service: gitHostsServiceRef },
            async init({ service }) {
              hosts = service;
            },
          });
        },
      }),
    ],
  });
  if (!hosts) {
    throw new Error('The plugin was not initialized');
  }
  return { hosts, stop: () => backend.stop() };
}
