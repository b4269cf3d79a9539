import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

const require = createRequire(path.join(root, 'packages/backend/package.json'));
const PACKAGE = '@backstage/plugin-scaffolder-backend-module-github';

/** The version of the peer. @returns {string} */
export function actionVersion() {
  return require(`${PACKAGE}/package.json`).version;
}

/** What this query asks is whether the branch is there already; the sandbox has no GraphQL. */
export const NO_SUCH_BRANCH = { data: { repository: { ref: null } } };

/**
 * The peer that a template without this suite uses: the scaffolder's own `publish:github:pull-request`, as its task runs it,
 * with the file fetched by the contents API and edited in a workspace.
 * @param {{
 *   url: string,
 *   token: string,
 *   folder: string,
 *   branch: string,
 *   file: string,
 *   edit(text: string): string,
 * }} options folder: the workspace, must not exist; url: origin at which the Git host is reached
 * @returns {Promise<{ number: number }>} the pull request
 */
export async function promoteByAction({
  url,
  token,
  folder,
  branch,
  file,
  edit,
}) {
  const { ConfigReader } = require('@backstage/config');
  const {
    DefaultGithubCredentialsProvider,
    ScmIntegrations,
  } = require('@backstage/integration');
  const { createPublishGithubPullRequestAction } = require(PACKAGE);
  const { host } = new URL(url);
  const config = new ConfigReader({
    integrations: {
      github: [{ host, apiBaseUrl: `${url}/api/v3`, token }],
    },
  });
  const integrations = ScmIntegrations.fromConfig(config);
  const action = createPublishGithubPullRequestAction({
    integrations,
    githubCredentialsProvider:
      DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    config,
  });
  const response = await fetch(
    `${url}/api/v3/repos/stonegarden/homelab/contents/${file}?ref=main`,
    {
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github.raw',
      },
    },
  );
  const target = path.join(folder, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, edit(await response.text()));
  /** @type {Record<string, any>} */
  const output = {};
  const silent = () => {};
  await action.handler({
    input: {
      repoUrl: `${host}?owner=stonegarden&repo=homelab`,
      branchName: branch,
      targetBranchName: 'main',
      title: 'Promote',
      description: '',
    },
    workspacePath: folder,
    logger: { info: silent, warn: silent, error: silent, debug: silent },
    checkpoint: (/** @type {{ fn(): Promise<unknown> }} */ { fn }) => fn(),
    output: (/** @type {string} */ name, /** @type {unknown} */ value) => {
      output[name] = value;
    },
  });
  return { number: output.pullRequestNumber };
}
