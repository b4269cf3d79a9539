import {
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { gitHostProviderServiceRef } from './gitHostProviderServiceRef';
import type { GitHosts } from './GitHosts';
import { gitHostsServiceRef } from './gitHostsServiceRef';
import { FakeGitHost } from './testUtils/FakeGitHost';

/** What a package outside exports by default. */
const gitlabAdapter = (host: FakeGitHost) =>
  createServiceFactory({
    service: gitHostProviderServiceRef,
    deps: {},
    factory: () => ({
      type: 'gitlab',
      connect: () => ({
        reader: host.reader,
        pullRequests: host.pullRequests,
      }),
      pullRequestEvents: {
        topics: ['gitlab.merge_request'],
        read: () => undefined,
      },
    }),
  });

async function start(host?: FakeGitHost) {
  let hosts: GitHosts | undefined;
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: { integrations: { gitlab: [{ host: 'gitlab.com' }] } },
      }),
      ...(host ? [gitlabAdapter(host)] : []),
      createBackendPlugin({
        pluginId: 'consumer',
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
  await backend.stop();
  if (!hosts) {
    throw new Error('The plugin was not initialized');
  }
  return hosts;
}

const url = 'https://gitlab.com/acme/infra/platform/-/tree/main/services';

describe('gitHostProviderServiceRef', () => {
  it('adds a kind of Git host from outside, beside GitHub', async () => {
    const hosts = await start(new FakeGitHost({ 'a.txt': 'a' }));
    const { reader, repository } = await hosts.resolve(url);
    expect(repository.owner).toBe('acme/infra');
    const commit = await reader.head('main');
    await expect(reader.read('a.txt', commit)).resolves.toMatchObject({
      content: 'a',
    });
    expect(hosts.pullRequestEvents.topics).toEqual([
      'gitlab.merge_request',
      'github.pull_request',
      'github.pull_request_review',
    ]);
  });

  it('is not needed', async () => {
    const hosts = await start();
    await expect(hosts.resolve(url)).rejects.toThrow('configured as gitlab');
  });
});
