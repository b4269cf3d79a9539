import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { RepositoryAddress } from './RepositoryAddress';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      gitea: [{ host: 'gitea.example.com' }],
      gitlab: [{ host: 'gitlab.com' }],
      bitbucketServer: [{ host: 'bitbucket.example.com' }],
    },
  }),
);

const FILE = 'k8s/a b/service.yaml';

const hosts = [
  {
    kind: 'github',
    url: 'https://github.com/acme/platform/tree/main/',
    file: 'https://github.com/acme/platform/blob/main/k8s/a%20b/service.yaml',
    folder: 'https://github.com/acme/platform/tree/main/k8s/',
    read: 'https://github.com/acme/platform/tree/main/',
    atCommit:
      'https://github.com/acme/platform/blob/abc/k8s/a%20b/service.yaml',
    identity: { host: 'github.com', fullName: 'acme/platform' },
  },
  {
    kind: 'github',
    url: 'http://127.0.0.1:7391/acme/platform/tree/main',
    file: 'http://127.0.0.1:7391/acme/platform/blob/main/k8s/a%20b/service.yaml',
    folder: 'http://127.0.0.1:7391/acme/platform/tree/main/k8s/',
    read: 'http://127.0.0.1:7391/acme/platform/tree/main/',
    atCommit:
      'http://127.0.0.1:7391/acme/platform/blob/abc/k8s/a%20b/service.yaml',
    identity: { host: '127.0.0.1:7391', fullName: 'acme/platform' },
  },
  {
    kind: 'github',
    url: 'https://github.com/acme/platform/tree/feature%2Fx/',
    branch: 'feature/x',
    file: 'https://github.com/acme/platform/blob/feature%2Fx/k8s/a%20b/service.yaml',
    folder: 'https://github.com/acme/platform/tree/feature%2Fx/k8s/',
    read: 'https://github.com/acme/platform/tree/feature%252Fx/',
    atCommit:
      'https://github.com/acme/platform/blob/abc/k8s/a%20b/service.yaml',
    identity: { host: 'github.com', fullName: 'acme/platform' },
  },
  {
    kind: 'gitlab',
    url: 'https://gitlab.com/Acme/infra/platform/-/tree/main/',
    file: 'https://gitlab.com/Acme/infra/platform/-/blob/main/k8s/a%20b/service.yaml',
    folder: 'https://gitlab.com/Acme/infra/platform/-/tree/main/k8s/',
    read: 'https://gitlab.com/Acme/infra/platform/-/tree/main/k8s/',
    atCommit:
      'https://gitlab.com/Acme/infra/platform/-/blob/abc/k8s/a%20b/service.yaml',
    identity: { host: 'gitlab.com', fullName: 'acme/infra/platform' },
  },
  {
    kind: 'gitea',
    url: 'https://gitea.example.com/acme/platform/src/branch/rel%2F1/',
    branch: 'rel/1',
    file: 'https://gitea.example.com/acme/platform/src/branch/rel%2F1/k8s/a%20b/service.yaml',
    folder: 'https://gitea.example.com/acme/platform/src/branch/rel%2F1/k8s/',
    read: 'https://gitea.example.com/acme/platform/src/branch/rel%2F1/',
    atCommit:
      'https://gitea.example.com/acme/platform/src/commit/abc/k8s/a%20b/service.yaml',
    identity: { host: 'gitea.example.com', fullName: 'acme/platform' },
  },
  {
    kind: 'bitbucketCloud',
    url: 'https://bitbucket.org/acme/platform/src/main/',
    file: 'https://bitbucket.org/acme/platform/src/main/k8s/a%20b/service.yaml',
    folder: 'https://bitbucket.org/acme/platform/src/main/k8s/',
    read: 'https://bitbucket.org/acme/platform/src/main/k8s/',
    atCommit:
      'https://bitbucket.org/acme/platform/src/abc/k8s/a%20b/service.yaml',
    identity: { host: 'bitbucket.org', fullName: 'acme/platform' },
  },
  {
    kind: 'bitbucketServer',
    url: 'https://bitbucket.example.com/projects/ACME/repos/platform/browse?at=refs%2Fheads%2Frel%2F1',
    branch: 'rel/1',
    file: 'https://bitbucket.example.com/projects/ACME/repos/platform/browse/k8s/a%20b/service.yaml?at=rel%2F1',
    folder:
      'https://bitbucket.example.com/projects/ACME/repos/platform/browse/k8s/?at=rel%2F1',
    read: 'https://bitbucket.example.com/projects/ACME/repos/platform/browse/k8s/?at=rel%2F1',
    atCommit:
      'https://bitbucket.example.com/projects/ACME/repos/platform/browse/k8s/a%20b/service.yaml?at=abc',
    identity: { host: 'bitbucket.example.com', fullName: 'acme/platform' },
  },
  {
    kind: 'azure',
    url: 'https://dev.azure.com/acme/my%20project/_git/platform?version=GBrel%2F1',
    branch: 'rel/1',
    file: 'https://dev.azure.com/acme/my%20project/_git/platform?path=%2Fk8s%2Fa%20b%2Fservice.yaml&version=GBrel%2F1',
    folder:
      'https://dev.azure.com/acme/my%20project/_git/platform?path=%2Fk8s&version=GBrel%2F1',
    read: 'https://dev.azure.com/acme/my%20project/_git/platform?path=%2Fk8s&version=GBrel%2F1',
    atCommit: undefined,
    identity: {
      host: 'dev.azure.com',
      fullName: 'acme/my project/_git/platform',
    },
  },
];

/** Backstage knows nothing of the word "branch" at Gitea, takes half of a branch with a slash, and encodes twice at Azure. */
const isAlike = (host: { kind: string; branch?: string }) =>
  !host.branch && host.kind !== 'gitea' && host.kind !== 'azure';

describe('RepositoryAddress', () => {
  it.each(hosts)('writes addresses as $kind does: $url', host => {
    const address = RepositoryAddress.parse(host.url, { root: 'k8s' });
    expect(address).toMatchObject({
      kind: host.kind,
      branch: host.branch ?? 'main',
      folder: 'k8s',
      identity: host.identity,
      locationType: 'url',
    });
    expect(address.fileUrl(FILE)).toBe(host.file);
    expect(address.treeUrl).toBe(host.folder);
    expect(address.readUrl).toBe(host.read);
    expect(address.fileAtCommitUrl(FILE, 'abc')).toBe(host.atCommit);
  });

  it.each(hosts)(
    'reads what it writes, and the folder in it: $folder',
    host => {
      const address = RepositoryAddress.parse(host.folder);
      expect(address.folder).toBe('k8s');
      expect(address.treeUrl).toBe(host.folder);
      expect(RepositoryAddress.parse(host.file).folder).toBe(FILE);
    },
  );

  it.each(hosts.filter(isAlike))(
    'agrees with the integrations of Backstage: $url',
    ({ url, file }) => {
      const address = RepositoryAddress.parse(url);
      const resolved = integrations.resolveUrl({ url: `/${FILE}`, base: url });
      expect([resolved, resolved.replace('/tree/', '/blob/')]).toContain(file);
      expect(address.fileUrl(FILE)).toBe(file);
    },
  );

  it('reads the root of a repository at each host', () => {
    expect(
      hosts.map(host => RepositoryAddress.parse(host.url).readUrl),
    ).toEqual(
      expect.arrayContaining([
        'https://github.com/acme/platform/tree/main/',
        'https://bitbucket.example.com/projects/ACME/repos/platform/browse/?at=rel%2F1',
        'https://dev.azure.com/acme/my%20project/_git/platform?version=GBrel%2F1',
      ]),
    );
  });

  it('reads the whole tree where the host sends it in any case', () => {
    const address = RepositoryAddress.parse(
      'https://gitea.example.com/acme/platform/src/branch/main/my%20k8s',
    );
    expect(address.folder).toBe('my k8s');
    expect(address.readFolder).toBe('');
    expect(address.readUrl).toBe(
      'https://gitea.example.com/acme/platform/src/branch/main/',
    );
  });

  it('reads no single file whose path a reader would take for something else', () => {
    const address = RepositoryAddress.parse(hosts[0].url);
    expect(address.fileAtCommitUrl('a?b/service.yaml', 'abc')).toBeUndefined();
    expect(
      address.fileAtCommitUrl('a%20b/service.yaml', 'abc'),
    ).toBeUndefined();
    expect(address.fileAtCommitUrl('a#b/service.yaml', 'abc')).toBeUndefined();
  });

  it.each([
    ['https://github.com/a/b/tree/main', '', ''],
    ['https://github.com/a/b/tree/main/deploy', 'k8s', 'deploy/k8s'],
    ['https://gitlab.com/group/sub/project/-/tree/main/', './k8s/', 'k8s'],
    ['https://gitea.com/a/b/src/branch/main', '.', ''],
  ])('joins the folder of %s and root "%s"', (url, root, folder) => {
    expect(RepositoryAddress.parse(url, { root }).folder).toBe(folder);
  });

  it('takes the kind of host from the configuration, not from how the address looks', () => {
    const url = 'https://bitbucket.org/a/b/src/branch/main/';
    expect(
      RepositoryAddress.parse(url, { kind: 'bitbucketCloud' }),
    ).toMatchObject({ branch: 'branch', folder: 'main' });
  });

  it.each([
    ['main', 'is no URL'],
    ['https://github.com/a/b', 'names no branch'],
    ['https://dev.azure.com/a/b/_git/c', 'names no branch'],
    ['https://dev.azure.com/a/b/_git/c?version=GTv1', 'names no branch'],
    ['https://bb.example.com/projects/A/repos/b/browse', 'names no branch'],
    ['https://me:pass@github.com/a/b/tree/main/', 'contains credentials'],
    ['file:///a/b/tree/main/', 'names no branch'],
    ['https://github.com/a/b/tree/main/%2e%2e%2Fx', 'leaves the repository'],
    ['https://gitlab.com/a/b/-/tree/rel%2F1/', 'its name has a slash'],
  ])('refuses %s', (url, message) => {
    expect(() => RepositoryAddress.parse(url)).toThrow(message);
    expect(() => RepositoryAddress.parse(url)).not.toThrow('pass');
  });
});
