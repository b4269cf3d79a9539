import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { FILE, type HostExample, hosts } from './__testUtils__/hosts';
import { BranchAddress } from './BranchAddress';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [
        { host: '127.0.0.1:7391', apiBaseUrl: 'http://127.0.0.1:7391/api/v3' },
      ],
      gitea: [{ host: 'gitea.example.com' }],
      gitlab: [{ host: 'gitlab.com' }],
      bitbucketServer: [{ host: 'bitbucket.example.com' }],
    },
  }),
);

/** Backstage does not know the word "branch" at Gitea, takes half of a branch with a slash, and encodes twice at Azure. */
const isAlike = ({ kind, branch }: HostExample) =>
  !branch && kind !== 'gitea' && kind !== 'azure';

describe('BranchAddress', () => {
  it.each(hosts)('writes addresses as $kind does: $url', host => {
    const address = BranchAddress.parse(host.url).below('k8s');
    expect(address).toMatchObject({
      branch: host.branch ?? 'main',
      path: 'k8s',
      locationType: 'url',
    });
    expect(address.fileUrl(FILE)).toBe(host.file);
    expect(address.folderUrl('k8s')).toBe(host.folder);
  });

  it.each(hosts.filter(isAlike))(
    'agrees with the integrations of Backstage: $url',
    ({ url, file }) => {
      const address = BranchAddress.parse(url);
      const resolved = integrations.resolveUrl({ url: `/${FILE}`, base: url });
      expect([resolved, resolved.replace('/tree/', '/blob/')]).toContain(file);
      expect(address.fileUrl(FILE)).toBe(file);
    },
  );

  it.each(hosts)('leads to a line as Backstage does: $url', ({ url, file }) => {
    // Resolving nothing against the file keeps its address.
    const resolved = integrations.resolveUrl({
      url: './service.yaml',
      base: file,
      lineNumber: 31,
    });
    const line = BranchAddress.parse(url).fileUrl(FILE, 31);
    const suffix = line.slice(file.length);
    expect(line.startsWith(file)).toBe(true);
    expect(suffix).toMatch(/31/);
    expect(resolved.endsWith(suffix)).toBe(true);
  });

  it.each([
    ['https://github.com/a/b/tree/main', '', ''],
    ['https://github.com/a/b/tree/main/deploy', 'k8s', 'deploy/k8s'],
    ['https://gitlab.com/group/sub/project/-/tree/main/', './k8s/', 'k8s'],
    ['https://gitea.com/a/b/src/branch/main', '.', ''],
  ])('joins the folder of %s and "%s"', (url, folder, path) => {
    expect(BranchAddress.parse(url).below(folder).path).toBe(path);
  });

  it('takes the kind of host from the configuration, not from how the address looks', () => {
    const url = 'https://bitbucket.org/a/b/src/branch/main/';
    expect(BranchAddress.parse(url, { kind: 'bitbucketCloud' })).toMatchObject({
      branch: 'branch',
      path: 'main',
    });
  });

  it.each([
    ['main', 'is not a URL'],
    ['https://github.com/a/b', 'does not name a branch'],
    ['https://dev.azure.com/a/b/_git/c', 'does not name a branch'],
    ['https://dev.azure.com/a/b/_git/c?version=GTv1', 'a branch'],
    [
      'https://bb.example.com/projects/A/repos/b/browse',
      'does not name a branch',
    ],
    ['https://me:pass@github.com/a/b/tree/main/', 'contains credentials'],
    ['file:///a/b/tree/main/', 'a branch'],
    ['https://github.com/a/b/tree/main/%2e%2e%2Fx', 'leaves the repository'],
  ])('refuses %s', (url, message) => {
    expect(() => BranchAddress.parse(url)).toThrow(message);
    expect(() => BranchAddress.parse(url)).not.toThrow('pass');
  });

  it('refuses a way out of the repository', () => {
    const main = BranchAddress.parse('https://github.com/a/b/tree/main/k8s');
    expect(() => main.below('../..')).toThrow('leaves the repository');
  });

  it('compares branches as written', () => {
    const main = BranchAddress.parse('https://github.com/a/b/tree/main/');
    const same = (url: string) => main.isSameBranch(BranchAddress.parse(url));
    expect(same('https://github.com/A/B/blob/main/x/service.yaml')).toBe(true);
    expect(same('https://github.com/a/b/tree/Main/')).toBe(false);
    expect(same('https://github.com/a/c/tree/main/')).toBe(false);
  });
});
