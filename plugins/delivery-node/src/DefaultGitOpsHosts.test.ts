import { mockServices } from '@backstage/backend-test-utils';
import { DefaultGitOpsHosts } from './DefaultGitOpsHosts';

const hosts = DefaultGitOpsHosts.fromConfig(
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

describe('DefaultGitOpsHosts', () => {
  it('resolves a folder of a host on a port, keeping its scheme', async () => {
    const location = await hosts.resolve(
      'http://127.0.0.1:7391/acme/platform/tree/main/kubernetes/services/shop/',
    );
    expect(location).toMatchObject({
      repository: { host: '127.0.0.1:7391', owner: 'acme', name: 'platform' },
      branch: 'main',
      path: 'kubernetes/services/shop',
    });
    expect(location.host.fileUrl(location.repository, 'a.yaml', 'main')).toBe(
      'http://127.0.0.1:7391/acme/platform/blob/main/a.yaml',
    );
  });

  it('takes https where the API has an address of its own', async () => {
    const { host, repository } = await hosts.resolve(
      'https://ghe.example/acme/platform/tree/main/',
    );
    expect(host.fileUrl(repository, 'a', 'main')).toMatch(
      /^https:\/\/ghe\.example\//,
    );
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
