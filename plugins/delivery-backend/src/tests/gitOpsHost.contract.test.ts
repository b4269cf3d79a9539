import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  GitOpsHosts,
  gitOpsHostsServiceRef,
} from '@stonegarden/backstage-plugin-delivery-node';
import {
  gitOpsHostContract,
  GitOpsHostContractTarget,
} from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { startSandbox } from '@stonegarden/sandbox';

const TOKEN = 'contract-token';

/** The hosts of `integrations`, as a plugin gets them. */
async function gitOpsHosts(integration: {
  host: string;
  apiBaseUrl?: string;
  token: string;
}): Promise<{ hosts: GitOpsHosts; stop(): Promise<void> }> {
  let hosts: GitOpsHosts | undefined;
  const backend = await startTestBackend({
    features: [
      mockServices.rootConfig.factory({
        data: { integrations: { github: [integration] } },
      }),
      createBackendPlugin({
        pluginId: 'contract',
        register(env) {
          env.registerInit({
            deps: { service: gitOpsHostsServiceRef },
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

async function sandboxTarget(): Promise<GitOpsHostContractTarget> {
  const stateDir = await mkdtemp(join(tmpdir(), 'stonegarden-contract-'));
  const sandbox = await startSandbox({
    stateDir,
    seedDir: resolve(__dirname, '../../../../examples/homelab'),
    gitPort: 0,
    argocdPort: 0,
    token: TOKEN,
  });
  const { hosts, stop } = await gitOpsHosts({
    host: new URL(sandbox.gitUrl).host,
    apiBaseUrl: `${sandbox.gitUrl}/api/v3`,
    token: TOKEN,
  });
  const { host, repository } = await hosts.resolve(
    `${sandbox.gitUrl}/stonegarden/homelab`,
  );
  return {
    host,
    repository,
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
): Promise<GitOpsHostContractTarget> {
  const { hosts, stop } = await gitOpsHosts({
    host: new URL(url).host,
    token,
    ...(process.env.GITHUB_API_URL
      ? { apiBaseUrl: process.env.GITHUB_API_URL }
      : {}),
  });
  const { host, repository } = await hosts.resolve(`${url}/${name}`);
  return { host, repository, stop };
}

if (GITHUB_URL && GITHUB_TOKEN && GITHUB_REPOSITORY) {
  gitOpsHostContract(`GithubHost at ${GITHUB_URL}`, () =>
    githubTarget(GITHUB_URL, GITHUB_TOKEN, GITHUB_REPOSITORY),
  );
} else {
  gitOpsHostContract('GithubHost at the sandbox', sandboxTarget);
}
