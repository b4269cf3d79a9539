import { RepositoryAddress } from './RepositoryAddress';

describe('RepositoryAddress', () => {
  it('knows the addresses of folders and files', () => {
    const address = RepositoryAddress.parse(
      'http://127.0.0.1:7391/stonegarden/homelab/tree/main/',
      'kubernetes',
    );
    expect(address).toMatchObject({
      host: '127.0.0.1:7391',
      fullName: 'stonegarden/homelab',
      branch: 'main',
      folder: 'kubernetes',
      treeUrl:
        'http://127.0.0.1:7391/stonegarden/homelab/tree/main/kubernetes/',
    });
    expect(address.fileUrl('kubernetes/a b/service.yaml')).toBe(
      'http://127.0.0.1:7391/stonegarden/homelab/blob/main/kubernetes/a%20b/service.yaml',
    );
    expect(address.folderUrl('')).toBe(
      'http://127.0.0.1:7391/stonegarden/homelab/tree/main/',
    );
  });

  it.each([
    ['https://github.com/a/b/tree/main', '', ''],
    ['https://github.com/a/b/tree/main/deploy', 'k8s', 'deploy/k8s'],
    ['https://gitlab.com/group/sub/project/-/tree/main/', './k8s/', 'k8s'],
    ['https://gitea.com/a/b/src/branch/main', '.', ''],
  ])('joins the folder of %s and root "%s"', (url, root, folder) => {
    const address = RepositoryAddress.parse(url, root);
    expect(address.folder).toBe(folder);
    expect(address.branch).toBe('main');
  });

  it('keeps the way in which the host writes addresses', () => {
    const address = RepositoryAddress.parse(
      'https://gitlab.com/group/sub/project/-/tree/main/',
    );
    expect(address.fullName).toBe('group/sub/project');
    expect(address.fileUrl('x.yaml')).toBe(
      'https://gitlab.com/group/sub/project/-/blob/main/x.yaml',
    );
  });

  it.each([
    ['main', 'is no URL'],
    ['https://github.com/a/b', 'names no branch'],
    ['https://me:pass@github.com/a/b/tree/main/', 'contains credentials'],
    ['file:///a/b/tree/main/', 'names no branch'],
    ['https://github.com/a/b/tree/main/%2e%2e%2Fx', 'leaves the repository'],
  ])('refuses %s', (url, message) => {
    expect(() => RepositoryAddress.parse(url)).toThrow(message);
    expect(() => RepositoryAddress.parse(url)).not.toThrow('pass');
  });
});
