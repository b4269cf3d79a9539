import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { RepositoryAddress } from '@stonegarden/repository-address';
import type { JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import { GithubClient } from '../GithubClient';
import { GithubObjects } from '../GithubObjects';
import { GithubPullRequests } from '../GithubPullRequests';
import { GithubReader } from '../GithubReader';
import { RecentBytes } from '../RecentBytes';

export const REPOSITORY = RepositoryAddress.parse(
  'https://github.com/acme/platform',
);
export const API = 'https://api.github.com/repos/acme/platform';
export const BASE = 'a'.repeat(40);
export const COMMIT = 'c'.repeat(40);

/** A pull request as GitHub answers it. */
export const githubPull = (overrides = {}) => ({
  number: 7,
  html_url: 'https://github.com/acme/platform/pull/7',
  title: 'Promote shop',
  body: 'Because.',
  state: 'open',
  merged_at: null,
  merge_commit_sha: 'f'.repeat(40),
  mergeable: null,
  head: { ref: 'promote/shop', sha: COMMIT },
  base: { ref: 'main' },
  ...overrides,
});

/** A request that was made. */
export interface SeenRequest {
  method: string;
  /** Below the repository. */
  path: string;
  body?: JsonBodyType;
}

/** Call inside `describe`: the ports of a repository at GitHub whose requests go to msw and are written down. */
export function mockGithub() {
  const server = setupServer();
  registerMswTestHooks(server);
  const requests: SeenRequest[] = [];

  beforeEach(() => {
    requests.length = 0;
    server.events.removeAllListeners();
    server.events.on('request:start', async ({ request }) => {
      const text = await request.clone().text();
      requests.push({
        method: request.method,
        path: new URL(request.url).pathname.replace('/repos/acme/platform', ''),
        ...(text ? { body: JSON.parse(text) } : {}),
      });
    });
  });

  const client = new GithubClient({
    repository: REPOSITORY,
    apiBaseUrl: 'https://api.github.com',
    credentials: {
      getCredentials: async () => ({ type: 'token', token: 'ghp_secret' }),
    },
    firstRetryDelayMs: 1,
  });
  const createObjects = (maxBytes: number) =>
    new GithubObjects(client, new RecentBytes(maxBytes));
  return {
    server,
    requests,
    createReader: () => new GithubReader(client, createObjects(1024 * 1024)),
    // Remembers nothing: each test has a repository of its own.
    pullRequests: new GithubPullRequests(client, createObjects(0)),
    /** A reader and pull requests that remember together. */
    createPorts: () => {
      const objects = createObjects(1024 * 1024);
      return {
        reader: new GithubReader(client, objects),
        pullRequests: new GithubPullRequests(client, objects),
      };
    },
    writes: () =>
      requests
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path}`),
  };
}
