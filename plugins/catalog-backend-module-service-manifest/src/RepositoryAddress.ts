import { InputError } from '@backstage/errors';

/**
 * The web address of a branch (and maybe a folder) of a repository, and the addresses of what lies below it.
 *
 * @internal
 */
export class RepositoryAddress {
  private constructor(
    /** Address of the repository itself, without a slash at the end. */
    readonly repositoryUrl: string,
    readonly host: string,
    /** `owner/name`. */
    readonly fullName: string,
    readonly branch: string,
    /** Folder from the repository's root, without slashes around; empty for the root. */
    readonly folder: string,
    private readonly separator: string,
  ) {}

  /**
   * Reads `https://<host>/<owner>/<name>/tree/<branch>/[<folder>]`.
   *
   * @param root - a folder below that address
   * @throws InputError when the address is no such thing
   */
  static parse(address: string, root: string = ''): RepositoryAddress {
    if (!URL.canParse(address)) {
      throw new InputError(
        'The address is no URL: write the address of a branch, such as https://github.com/acme/platform/tree/main/',
      );
    }
    const url = new URL(address);
    if (url.username || url.password) {
      throw new InputError(
        `The address at ${url.host} contains credentials: remove them and configure a token in "integrations"`,
      );
    }
    const [, fullName, separator, branch, path = ''] =
      /^\/(.+?)\/((?:-\/)?(?:src\/branch|tree))\/([^/]+)(?:\/(.*))?$/.exec(
        url.pathname,
      ) ?? [];
    if (!fullName || !/^https?:$/.test(url.protocol)) {
      throw new InputError(
        `The address ${url.origin}${url.pathname} names no branch: write it as ${url.origin}/<owner>/<repository>/tree/<branch>/`,
      );
    }
    const folder = [
      ...path.split('/').map(decodeURIComponent),
      ...root.split('/'),
    ]
      .filter(part => part !== '' && part !== '.')
      .join('/');
    if (folder.split('/').includes('..')) {
      throw new InputError(
        `The folder "${folder}" leaves the repository: write it without ".."`,
      );
    }
    return new RepositoryAddress(
      `${url.origin}/${fullName}`,
      url.host,
      decodeURIComponent(fullName),
      decodeURIComponent(branch),
      folder,
      separator,
    );
  }

  /** Address of the folder, for reading its tree. */
  get treeUrl(): string {
    return this.folderUrl(this.folder);
  }

  /** Address of a folder, with a slash at the end; the path is from the repository's root. */
  folderUrl(path: string): string {
    const encoded = encodePath(path);
    const branch = encodeURIComponent(this.branch);
    return `${this.repositoryUrl}/${this.separator}/${branch}/${
      encoded ? `${encoded}/` : ''
    }`;
  }

  /** Address of a file; the path is from the repository's root. */
  fileUrl(path: string): string {
    const separator = this.separator.replace(/tree$/, 'blob');
    const branch = encodeURIComponent(this.branch);
    return `${this.repositoryUrl}/${separator}/${branch}/${encodePath(path)}`;
  }
}

function encodePath(path: string): string {
  return path.split('/').filter(Boolean).map(encodeURIComponent).join('/');
}
