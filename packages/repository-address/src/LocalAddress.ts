import { InputError } from '@backstage/errors';
import type { FileAddresses } from './FileAddresses';
import { joinPath } from './joinPath';
import { MAX_ADDRESS_LENGTH } from './RepositoryAddress';

/**
 * A folder or file of this machine, which the catalog calls a location of type `file`. The whole machine counts as one
 * repository of one branch.
 *
 * @public
 */
export class LocalAddress implements FileAddresses {
  readonly locationType = 'file';

  /**
   * @throws InputError when the address is not an absolute path with `/` between its parts, or has `..` in it
   */
  static parse(address: string): LocalAddress {
    if (address.length > MAX_ADDRESS_LENGTH || !address.startsWith('/')) {
      throw new InputError(
        `The path "${address.slice(0, 60)}" is not absolute: begin it with "/"`,
      );
    }
    return new LocalAddress(joinPath(address));
  }

  private constructor(
    /** Without slashes at its ends; empty for the root. */
    readonly path: string,
  ) {}

  /** As {@link BranchAddress.below}. */
  below(folder: string): LocalAddress {
    return new LocalAddress(joinPath(this.path, folder));
  }

  fileUrl(path: string): string {
    return `/${path}`;
  }

  folderUrl(path: string): string {
    return path === '' ? '/' : `/${path}/`;
  }

  /** As {@link BranchAddress.isSameBranch}. */
  isSameBranch(other: FileAddresses): boolean {
    return other instanceof LocalAddress;
  }
}
