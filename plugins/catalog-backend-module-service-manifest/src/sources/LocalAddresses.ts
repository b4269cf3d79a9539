import { join } from 'node:path';
import type { RepositoryAddress } from './RepositoryAddress';
import type { SourceAddresses } from './types';

/**
 * Addresses of what lies in a folder on this machine: at a Git host, when the folder has an address there.
 *
 * @internal
 */
export class LocalAddresses implements SourceAddresses {
  readonly locationType: 'url' | 'file';
  readonly treeUrl: string;

  constructor(
    private readonly options: {
      /** Absolute path of what counts as the repository's root. */
      path: string;
      /** Folder that holds the layers, from there. */
      folder: string;
      /** What the folder is at a Git host. */
      address?: RepositoryAddress;
    },
  ) {
    this.locationType = options.address ? 'url' : 'file';
    this.treeUrl = this.folderUrl(options.folder);
  }

  fileUrl(path: string): string {
    const { address } = this.options;
    return address ? address.fileUrl(below(address, path)) : this.local(path);
  }

  folderUrl(path: string): string {
    const { address } = this.options;
    return address
      ? address.folderUrl(below(address, path))
      : this.local(`${path}/`);
  }

  private local(path: string): string {
    return join(this.options.path, path);
  }
}

function below(address: RepositoryAddress, path: string): string {
  return [address.folder, path].filter(Boolean).join('/');
}
