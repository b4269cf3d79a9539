import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  GitHosts,
  gitHostsServiceRef,
} from '@stonegarden/backstage-plugin-delivery-node';
import {
  gitHostContract,
  GitHostContractTarget,
} from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { startSandbox } from '@stonegarden/sandbox';

const TOKEN = 'contract-token';

/** The hosts of `integrations`, as a plugin gets them. */
async function gitHosts(integration: {
  host: string;
  apiBaseUrl?: string;
  token: string;
}): Promise<{ hosts: GitHosts; stop(): Promise<void> }> {
  let hosts: GitHosts | undefined;
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: { integrations: { github: [integration] } },
      }),
      createBackendPlugin({
        pluginId: 'contract',
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
    throw new Error('The plugin was not initialised');
  }
  return { hosts, stop: () => backend.stop() };
}

async function sandboxTarget(): Promise<GitHostContractTarget> {
  const stateDir = await mkdtemp(join(tmpdir(), 'stonegarden-contract-'));
  const sandbox = await startSandbox({
    stateDir,
    seedDir: resolve(__dirname, '../../../../examples/homelab'),
    gitPort: 0,
    argocdPort: 0,
    token: TOKEN,
  });
  const { hosts, stop } = await gitHosts({
    host: new URL(sandbox.gitUrl).host,
    apiBaseUrl: `${sandbox.gitUrl}/api/v3`,
    token: TOKEN,
  });
  const { reader, pullRequests } = await hosts.resolve(
    `${sandbox.gitUrl}/stonegarden/homelab`,
  );
  return {
    reader,
    pullRequests,
    async stop() {
      await stop();
      await sandbox.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

const { GITHUB_URL, GITHUB_TOKEN, GITHUB_REPOSITORY } = process.env;

async function githubTarget(
  url: string,
  token: string,
  name: string,
): Promise<GitHostContractTarget> {
  const { hosts, stop } = await gitHosts({
    host: new URL(url).host,
    token,
    ...(process.env.GITHUB_API_URL
      ? { apiBaseUrl: process.env.GITHUB_API_URL }
      : {}),
  });
  const { reader, pullRequests } = await hosts.resolve(`${url}/${name}`);
  return { reader, pullRequests, stop };
}

if (GITHUB_URL && GITHUB_TOKEN && GITHUB_REPOSITORY) {
  gitHostContract(`GitHub at ${GITHUB_URL}`, () =>
    githubTarget(GITHUB_URL, GITHUB_TOKEN, GITHUB_REPOSITORY),
  );
} else {
  gitHostContract('GitHub at the sandbox', sandboxTarget);
}
