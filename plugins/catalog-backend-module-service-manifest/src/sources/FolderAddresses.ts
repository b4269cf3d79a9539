import type {
  BranchAddress,
  FileAddresses,
  LocalAddress,
} from '@stonegarden/repository-address';

/**
 * Addresses of what lies in a folder, by paths from that folder: of a source that is read from this machine.
 *
 * @internal
 */
export class FolderAddresses implements FileAddresses {
  readonly #folder: BranchAddress | LocalAddress;
  readonly locationType: 'url' | 'file';

  /** @param folder - at a Git host where it has an address there, else on this machine */
  constructor(folder: BranchAddress | LocalAddress) {
    this.#folder = folder;

    this.locationType = folder.locationType;
  }

  fileUrl(path: string): string {
    return this.#folder.fileUrl(this.#below(path));
  }

  folderUrl(path: string): string {
    return this.#folder.folderUrl(this.#below(path));
  }

  #below(path: string): string {
    return [this.#folder.path, path].filter(Boolean).join('/');
  }
}
