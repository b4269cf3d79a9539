import { FILE, hosts } from './__testUtils__/hosts';
import { RepositoryAddress } from './RepositoryAddress';

describe('RepositoryAddress', () => {
  it.each(hosts)('reads what $url says', host => {
    expect(RepositoryAddress.parse(host.url)).toMatchObject({
      kind: host.kind,
      host: host.identity.host,
      owner: host.owner ?? 'acme',
      name: 'platform',
      branch: host.branch ?? 'main',
      path: '',
      identity: host.identity,
    });
    expect(RepositoryAddress.parse(host.file).path).toBe(FILE);
    expect(RepositoryAddress.parse(host.folder).path).toBe('k8s');
  });

  it.each(hosts)('knows the pages of a commit at $url', host => {
    const address = RepositoryAddress.parse(host.url);
    expect(address.fileAtCommitUrl(FILE, 'abc')).toBe(host.atCommit);
    expect(address.commitUrl('abc')).toBe(host.commit);
    expect(address.compareUrl('abc', 'def')).toBe(host.compare);
  });

  it.each(hosts)('reads a repository alone: $url', ({ url, kind, owner }) => {
    const alone = RepositoryAddress.parse(url).url;
    for (const address of [alone, `${alone}/`]) {
      const repository = RepositoryAddress.parse(address, { kind });
      expect(repository).toMatchObject({
        url: alone,
        owner: owner ?? 'acme',
        name: 'platform',
        path: '',
      });
      expect(repository.branch).toBeUndefined();
    }
  });

  it.each([
    [
      'http://127.0.0.1:7391/acme/platform/tree/main/kubernetes/services/shop/',
      { host: '127.0.0.1:7391', path: 'kubernetes/services/shop' },
    ],
    [
      'https://github.com/acme/platform/blob/feature%2Fx/a%20b/service.yaml',
      { branch: 'feature/x', path: 'a b/service.yaml' },
    ],
    [
      'https://github.com/acme/platform/raw/main/service.yaml',
      { branch: 'main', path: 'service.yaml' },
    ],
    [
      'https://github.com/acme/platform/edit/main/service.yaml',
      { branch: 'main', path: 'service.yaml' },
    ],
    [
      'https://github.com/acme/platform.git',
      { name: 'platform', owner: 'acme', path: '' },
    ],
    [
      'https://gitlab.com/acme/infra/platform.git',
      { kind: 'gitlab', name: 'platform', owner: 'acme/infra' },
    ],
    [
      'https://gitlab.example.com/acme/infra/platform/tree/main/k8s',
      { kind: 'gitlab', owner: 'acme/infra', branch: 'main', path: 'k8s' },
    ],
    [
      'https://example.com/git/acme/platform/src/branch/main/k8s',
      { kind: 'gitea', owner: 'acme', name: 'platform', path: 'k8s' },
    ],
    [
      'https://bb.example.com/bitbucket/users/jo/repos/platform/browse?at=main',
      { kind: 'bitbucketServer', owner: '~jo', name: 'platform' },
    ],
    [
      'https://acme@dev.azure.com/acme/shop/_git/platform',
      {
        url: 'https://dev.azure.com/acme/shop/_git/platform',
        owner: 'acme/shop',
      },
    ],
  ])('reads %s', (address, said) => {
    const kind = address.includes('gitlab') ? 'gitlab' : undefined;
    expect(RepositoryAddress.parse(address, { kind })).toMatchObject(said);
  });

  it.each([
    ['nonsense', 'not a URL'],
    [`https://github.com/a/b/tree/main/${'x'.repeat(2_000)}`, 'not a URL'],
    ['https://github.com/acme', 'does not name a repository'],
    ['https://github.com/acme/platform/pulls', 'does not name a repository'],
    ['https://github.com/acme/platform/tree/', 'does not name a repository'],
    ['https://gitlab.com/a/b/-/issues', 'does not name a repository'],
    ['https://dev.azure.com/a/b/_git/c?version=GTv1', 'does not name a'],
    ['ssh://git@github.com/acme/platform', 'contains credentials'],
    ['https://me:pass@github.com/acme/platform', 'contains credentials'],
    [['javascript', 'alert(1)'].join(':'), 'does not name a repository'],
    ['https://github.com/acme/platform/tree/main/%E0%A4%A', 'not encoded as'],
    ['https://github.com/a/b/tree/main/%2e%2e%2Fx', 'leaves the repository'],
  ])('refuses %s', (address, message) => {
    const parse = () =>
      RepositoryAddress.parse(
        address,
        address.includes('gitlab') ? { kind: 'gitlab' } : {},
      );
    expect(parse).toThrow(expect.objectContaining({ name: 'InputError' }));
    expect(parse).toThrow(message);
    expect(parse).not.toThrow('pass@');
  });

  it('compares repositories in any case, and nothing else so', () => {
    const same = (a: string, b: string) =>
      RepositoryAddress.parse(a).isSameRepository(RepositoryAddress.parse(b));
    const platform = 'https://github.com/acme/platform';
    expect(same(platform, 'https://github.com/Acme/Platform/tree/main')).toBe(
      true,
    );
    expect(same(platform, 'https://github.com/acme/platform2')).toBe(false);
    expect(same(platform, 'http://github.com/acme/platform')).toBe(false);
    expect(same(platform, 'https://github.com:8443/acme/platform')).toBe(false);
    expect(same(platform, 'https://github.evil/acme/platform')).toBe(false);
  });
});
