import { InputError } from '@backstage/errors';
import type { FileAddresses } from './FileAddresses';
import type { GitHostKind } from './GitHostKind';
import { type Frame, hostForms } from './hostForms';
import { joinPath } from './joinPath';
import { RepositoryAddress } from './RepositoryAddress';

/**
 * A branch of a repository at a Git host, maybe a folder or file in it, and the addresses of what lies there.
 *
 * @public
 */
export class BranchAddress implements FileAddresses {
  readonly locationType = 'url';
  /** Of the file or folder, from the repository's root, without slashes at its ends; empty for the root. */
  readonly path: string;
  readonly #files: Frame;
  readonly #folders: Frame;

  /**
   * Reads the address of a branch, folder or file, such as `https://github.com/acme/platform/tree/main/`.
   *
   * @param options - `kind` of the host where it is known, else it is guessed by how the address looks
   * @throws InputError as {@link RepositoryAddress.parse}, and when the address names no branch
   */
  static parse(
    address: string,
    options: { kind?: GitHostKind } = {},
  ): BranchAddress {
    const repository = RepositoryAddress.parse(address, options);
    if (repository.branch === undefined) {
      throw new InputError(
        `The address ${repository.url} does not name a branch: write it as ${repository.example}`,
      );
    }
    return new BranchAddress(repository, repository.branch, repository.path);
  }

  /**
   * @throws InputError when a part of the path is `..`
   */
  constructor(
    readonly repository: RepositoryAddress,
    readonly branch: string,
    path = '',
  ) {
    const form = hostForms[repository.kind];
    this.path = joinPath(path);
    this.#files = form.inBranch(repository.url, branch, 'file');
    this.#folders = form.inBranch(repository.url, branch, 'folder');
  }

  /**
   * The address of a folder below this one.
   *
   * @throws InputError when a part of the path is `..`
   */
  below(folder: string): BranchAddress {
    return new BranchAddress(
      this.repository,
      this.branch,
      joinPath(this.path, folder),
    );
  }

  /** The same place on another branch. */
  onBranch(branch: string): BranchAddress {
    return new BranchAddress(this.repository, branch, this.path);
  }

  /** @param line - counted from 1, where the address shall lead to one */
  fileUrl(path: string, line?: number): string {
    const [before, after] = this.#files;
    const { kind } = this.repository;
    const suffix = line === undefined ? '' : hostForms[kind].line(line);
    return `${before}${this.repository.encodePath(path)}${after}${suffix}`;
  }

  folderUrl(path: string): string {
    const [before, after] = this.#folders;
    const encoded = this.repository.encodePath(path);
    const slash =
      encoded && !hostForms[this.repository.kind].pathIsParameter ? '/' : '';
    return `${before}${encoded}${slash}${after}`;
  }

  /** Whether both are of one branch of one repository; see {@link RepositoryAddress.isSameRepository}. */
  isSameBranch(other: FileAddresses): boolean {
    return (
      other instanceof BranchAddress &&
      this.repository.isSameRepository(other.repository) &&
      this.branch === other.branch
    );
  }
}
