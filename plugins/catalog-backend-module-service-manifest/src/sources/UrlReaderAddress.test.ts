import { BranchAddress } from '@stonegarden/repository-address';
import { UrlReaderAddress } from './UrlReaderAddress';

const FILE = 'k8s/a b/service.yaml';

const at = (url: string, folder = '') =>
  new UrlReaderAddress(BranchAddress.parse(url).below(folder));

const hosts = [
  {
    url: 'https://github.com/acme/platform/tree/main/',
    read: 'https://github.com/acme/platform/tree/main/',
    atCommit:
      'https://github.com/acme/platform/blob/abc/k8s/a%20b/service.yaml',
  },
  {
    url: 'http://127.0.0.1:7391/acme/platform/tree/main',
    read: 'http://127.0.0.1:7391/acme/platform/tree/main/',
    atCommit:
      'http://127.0.0.1:7391/acme/platform/blob/abc/k8s/a%20b/service.yaml',
  },
  {
    url: 'https://github.com/acme/platform/tree/feature%2Fx/',
    read: 'https://github.com/acme/platform/tree/feature%252Fx/',
    atCommit:
      'https://github.com/acme/platform/blob/abc/k8s/a%20b/service.yaml',
  },
  {
    url: 'https://gitlab.com/Acme/infra/platform/-/tree/main/',
    read: 'https://gitlab.com/Acme/infra/platform/-/tree/main/k8s/',
    atCommit:
      'https://gitlab.com/Acme/infra/platform/-/blob/abc/k8s/a%20b/service.yaml',
  },
  {
    url: 'https://gitea.example.com/acme/platform/src/branch/rel%2F1/',
    read: 'https://gitea.example.com/acme/platform/src/branch/rel%2F1/',
    atCommit:
      'https://gitea.example.com/acme/platform/src/commit/abc/k8s/a%20b/service.yaml',
  },
  {
    url: 'https://bitbucket.org/acme/platform/src/main/',
    read: 'https://bitbucket.org/acme/platform/src/main/k8s/',
    atCommit:
      'https://bitbucket.org/acme/platform/src/abc/k8s/a%20b/service.yaml',
  },
  {
    url: 'https://bitbucket.example.com/projects/ACME/repos/platform/browse?at=refs%2Fheads%2Frel%2F1',
    read: 'https://bitbucket.example.com/projects/ACME/repos/platform/browse/k8s/?at=rel%2F1',
    atCommit:
      'https://bitbucket.example.com/projects/ACME/repos/platform/browse/k8s/a%20b/service.yaml?at=abc',
  },
  {
    url: 'https://dev.azure.com/acme/my%20project/_git/platform?version=GBrel%2F1',
    read: 'https://dev.azure.com/acme/my%20project/_git/platform?path=%2Fk8s&version=GBrel%2F1',
    atCommit: undefined,
  },
];

describe('UrlReaderAddress', () => {
  it.each(hosts)('is what the reader understands: $url', host => {
    const address = at(host.url, 'k8s');
    expect(address.readUrl).toBe(host.read);
    expect(address.fileAtCommitUrl(FILE, 'abc')).toBe(host.atCommit);
  });

  it('reads the root of a repository at each host', () => {
    expect(hosts.map(({ url }) => at(url).readUrl)).toEqual(
      expect.arrayContaining([
        'https://github.com/acme/platform/tree/main/',
        'https://bitbucket.example.com/projects/ACME/repos/platform/browse/?at=rel%2F1',
        'https://dev.azure.com/acme/my%20project/_git/platform?version=GBrel%2F1',
      ]),
    );
  });

  it('reads the whole tree where the host sends it in any case', () => {
    const address = at(
      'https://gitea.example.com/acme/platform/src/branch/main/my%20k8s',
    );
    expect(address.readFolder).toBe('');
    expect(address.readUrl).toBe(
      'https://gitea.example.com/acme/platform/src/branch/main/',
    );
  });

  it('reads no single file whose path a reader would take for something else', () => {
    const address = at(hosts[0].url);
    for (const path of ['a?b', 'a%20b', 'a#b', 'a\\b']) {
      expect(
        address.fileAtCommitUrl(`${path}/service.yaml`, 'abc'),
      ).toBeUndefined();
    }
  });

  it('refuses a branch that the reader cannot read', () => {
    expect(() => at('https://gitlab.com/a/b/-/tree/rel%2F1/')).toThrow(
      'its name has a slash',
    );
  });
});
