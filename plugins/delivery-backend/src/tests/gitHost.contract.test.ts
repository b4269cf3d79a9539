import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  gitHostContract,
  GitHostContractTarget,
} from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { startSandbox } from '@stonegarden/sandbox';
import {
  Exchange,
  GithubDescription,
  githubDescriptionFile,
  recordExchanges,
} from '@stonegarden/test-utils/github';
import { actAtGithub } from '../__testUtils__/actAtGithub';
import { startGitHosts } from '../__testUtils__/startGitHosts';

const TOKEN = 'contract-token';

async function sandboxTarget(): Promise<GitHostContractTarget> {
  const stateDir = await mkdtemp(join(tmpdir(), 'stonegarden-contract-'));
  const sandbox = await startSandbox({
    stateDir,
    seedDir: resolve(__dirname, '../../../../examples/homelab'),
    gitPort: 0,
    argocdPort: 0,
    token: TOKEN,
  });
  const apiBaseUrl = `${sandbox.gitUrl}/api/v3`;
  const { hosts, stop } = await startGitHosts({
    host: new URL(sandbox.gitUrl).host,
    apiBaseUrl,
    token: TOKEN,
  });
  return {
    hosts,
    url: `${sandbox.gitUrl}/stonegarden/homelab`,
    ...actAtGithub({ apiBaseUrl, token: TOKEN, name: 'stonegarden/homelab' }),
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
  const apiBaseUrl = process.env.GITHUB_API_URL ?? 'https://api.github.com';
  const { hosts, stop } = await startGitHosts({
    host: new URL(url).host,
    apiBaseUrl,
    token,
  });
  return {
    hosts,
    url: `${url}/${name}`,
    ...actAtGithub({ apiBaseUrl, token, name }),
    stop,
  };
}

const recording = recordExchanges();
afterAll(() => recording.stop());

if (GITHUB_URL && GITHUB_TOKEN && GITHUB_REPOSITORY) {
  gitHostContract(`GitHub at ${GITHUB_URL}`, () =>
    githubTarget(GITHUB_URL, GITHUB_TOKEN, GITHUB_REPOSITORY),
  );
} else {
  gitHostContract('GitHub at the sandbox', sandboxTarget);
}

// After the contract: these look at what was asked and answered in it.
(githubDescriptionFile ? describe : describe.skip)(
  "The contract's requests and answers by GitHub's own description",
  () => {
    let description: GithubDescription;
    beforeAll(() => {
      description = new GithubDescription(githubDescriptionFile!);
    });

    const recorded = (method: string, path: RegExp): Exchange => {
      const found = recording.exchanges.find(
        it => it.method === method && path.test(it.path) && it.status < 300,
      );
      if (!found) {
        throw new Error(`Nothing was recorded for ${method} ${path}`);
      }
      return found;
    };

    it('are valid, each of them', () => {
      expect(recording.exchanges.length).toBeGreaterThan(50);
      expect([
        ...new Set(recording.exchanges.flatMap(it => description.problems(it))),
      ]).toEqual([]);
    });

    it('would be found broken in the answer', () => {
      const exchange = recorded('POST', /\/pulls$/);
      const { html_url: _, ...rest } = exchange.answer as Record<
        string,
        unknown
      >;
      expect(description.problems({ ...exchange, answer: rest })).toEqual([
        expect.stringContaining("must have required property 'html_url'"),
      ]);
      expect(description.problems({ ...exchange, status: 418 })).toEqual([
        expect.stringContaining('status 418 is not described'),
      ]);
    });

    it('would be found broken in the request', () => {
      const create = recorded('POST', /\/git\/commits$/);
      expect(
        description.problems({ ...create, body: { message: 'No tree' } }),
      ).toEqual([
        expect.stringContaining("must have required property 'tree'"),
      ]);
      const list = recorded('GET', /\/pulls$/);
      expect(
        description.problems({
          ...list,
          query: { state: 'ajar', per_page: 'ten', heads: 'x' },
        }),
      ).toEqual([
        expect.stringContaining('query.heads is not described'),
        expect.stringContaining('query.state must be equal to one of'),
        expect.stringContaining('query.per_page must be integer'),
      ]);
      expect(
        description.problems({ ...list, path: `${list.path}/all/of/them` }),
      ).toEqual([expect.stringContaining('not described')]);
    });
  },
);
