import { LocalAddresses } from './LocalAddresses';
import { RepositoryAddress } from './RepositoryAddress';

describe('LocalAddresses', () => {
  it('are paths of this machine', () => {
    const addresses = new LocalAddresses({ path: '/data/repo', folder: 'k8s' });
    expect(addresses.locationType).toBe('file');
    expect(addresses.treeUrl).toBe('/data/repo/k8s/');
    expect(addresses.fileUrl('k8s/a b/service.yaml')).toBe(
      '/data/repo/k8s/a b/service.yaml',
    );
  });

  it('are those of a Git host where one is named', () => {
    const addresses = new LocalAddresses({
      path: '/data/repo/deploy',
      folder: 'k8s',
      address: RepositoryAddress.parse(
        'https://github.com/acme/platform/tree/main/deploy',
      ),
    });
    expect(addresses.locationType).toBe('url');
    expect(addresses.treeUrl).toBe(
      'https://github.com/acme/platform/tree/main/deploy/k8s/',
    );
    expect(addresses.fileUrl('k8s/a b/service.yaml')).toBe(
      'https://github.com/acme/platform/blob/main/deploy/k8s/a%20b/service.yaml',
    );
  });
});
