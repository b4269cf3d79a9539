import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { DefaultGitHosts } from './DefaultGitHosts';
import type { GitHostProvider } from './GitHostProvider';
import { GithubProvider } from './github/GithubProvider';
import { FakeGitHost } from './testUtils/FakeGitHost';

const integrations = ScmIntegrations.fromConfig(
  mockServices.rootConfig({
    data: {
      integrations: {
        github: [
          {
            host: '127.0.0.1:7391',
            apiBaseUrl: 'http://127.0.0.1:7391/api/v3',
            token: 'secret',
          },
          { host: 'ghe.example', apiBaseUrl: 'https://api.ghe.example' },
        ],
        gitlab: [{ host: 'gitlab.com' }],
      },
    },
  }),
);

const hosts = new DefaultGitHosts({
  integrations,
  providers: [new GithubProvider(integrations)],
});

describe('DefaultGitHosts', () => {
  it('keeps what was read of a repository for the next who asks', async () => {
    const resolve = async (path: string) => {
      const { reader } = await hosts.resolve(
        `http://127.0.0.1:7391/acme/${path}`,
      );
      return reader;
    };
    const reader = await resolve('platform/tree/main/a');
    expect(await resolve('platform/tree/other/b')).toBe(reader);
    expect(await resolve('elsewhere/tree/main/a')).not.toBe(reader);
  });

  it('resolves a folder of a host on a port', async () => {
    const location = await hosts.resolve(
      'http://127.0.0.1:7391/acme/platform/tree/main/kubernetes/services/shop/',
    );
    expect(location).toMatchObject({
      repository: { host: '127.0.0.1:7391', owner: 'acme', name: 'platform' },
      branch: 'main',
      path: 'kubernetes/services/shop',
    });
  });

  it('hands the repository to the provider of its kind', async () => {
    const { reader, pullRequests } = new FakeGitHost({});
    const connect = jest.fn(() => ({ reader, pullRequests }));
    const gitlab: GitHostProvider = { type: 'gitlab', connect };
    const location = await new DefaultGitHosts({
      integrations,
      providers: [new GithubProvider(integrations), gitlab],
    }).resolve('https://gitlab.com/acme/infra/platform/-/tree/main/services/');
    expect(location).toMatchObject({
      reader,
      pullRequests,
      repository: { host: 'gitlab.com', owner: 'acme/infra', name: 'platform' },
      branch: 'main',
      path: 'services',
    });
    expect(connect).toHaveBeenCalledWith(location.repository);
  });

  it('reads the events of each provider by its topic', () => {
    const read = jest.fn(() => undefined);
    const { pullRequestEvents } = new DefaultGitHosts({
      integrations,
      providers: [
        {
          type: 'gitlab',
          connect: () => {
            throw new Error('not asked');
          },
          pullRequestEvents: { topics: ['gitlab.merge_request'], read },
        },
        new GithubProvider(integrations),
      ],
    });
    expect(pullRequestEvents.topics).toEqual([
      'gitlab.merge_request',
      'github.pull_request',
      'github.pull_request_review',
    ]);
    const message = { topic: 'gitlab.merge_request', eventPayload: {} };
    pullRequestEvents.read(message);
    expect(read).toHaveBeenCalledWith(message);
    expect(
      pullRequestEvents.read({ topic: 'other', eventPayload: {} }),
    ).toBeUndefined();
  });

  it('names the configuration key that is missing', async () => {
    await expect(
      hosts.resolve('https://unknown.example/acme/platform/tree/main/'),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('integrations.github'),
    });
    await expect(
      hosts.resolve('https://gitlab.com/acme/platform/tree/main/'),
    ).rejects.toThrow('configured as gitlab');
  });

  it.each([
    ['gitlab', 'https://gitlab.com/acme/infra/platform/-/tree/main/services/'],
    [
      'bitbucketCloud',
      'https://bitbucket.org/acme/platform/src/main/services/',
    ],
    [
      'azure',
      'https://dev.azure.com/acme/platform/_git/platform?path=%2Fservices&version=GBmain',
    ],
  ])('says that it cannot open pull requests at %s', async (kind, url) => {
    await expect(hosts.resolve(url)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        new RegExp(`configured as ${kind}, and pull requests can only`),
      ),
    });
  });
});
