import { BranchAddress, LocalAddress } from '@stonegarden/repository-address';
import { FolderAddresses } from './FolderAddresses';

describe('FolderAddresses', () => {
  it('are paths of this machine', () => {
    const addresses = new FolderAddresses(LocalAddress.parse('/data/repo'));
    expect(addresses.locationType).toBe('file');
    expect(addresses.folderUrl('k8s')).toBe('/data/repo/k8s/');
    expect(addresses.fileUrl('k8s/a b/service.yaml')).toBe(
      '/data/repo/k8s/a b/service.yaml',
    );
  });

  it('are those of a Git host where one is named', () => {
    const addresses = new FolderAddresses(
      BranchAddress.parse('https://github.com/acme/platform/tree/main/deploy'),
    );
    expect(addresses.locationType).toBe('url');
    expect(addresses.folderUrl('k8s')).toBe(
      'https://github.com/acme/platform/tree/main/deploy/k8s/',
    );
    expect(addresses.fileUrl('k8s/a b/service.yaml')).toBe(
      'https://github.com/acme/platform/blob/main/deploy/k8s/a%20b/service.yaml',
    );
  });
});
