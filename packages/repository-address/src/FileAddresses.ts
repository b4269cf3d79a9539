/**
 * Addresses of what lies in a branch or folder, as people open them and as the catalog reads them. Paths are from the
 * root of the repository, with `/` between their parts; cheap to make for ten thousand of them.
 *
 * @public
 */
export interface FileAddresses {
  /** What the catalog calls such addresses: `url`, or `file` for a folder of this machine. */
  readonly locationType: 'url' | 'file';
  /** Address of a file. */
  fileUrl(path: string): string;
  /** Address of a folder, with a slash at the end where the host's form has one. */
  folderUrl(path: string): string;
}
