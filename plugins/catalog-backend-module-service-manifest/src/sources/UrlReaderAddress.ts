import { InputError } from '@backstage/errors';
import type {
  BranchAddress,
  GitHostKind,
} from '@stonegarden/repository-address';

/** Hosts where Backstage's reader takes the first part of a branch's name for the whole of it. */
const NO_SLASH_IN_BRANCH: GitHostKind[] = ['gitlab'];

/** Hosts that have no archive of a part: asked for one, Backstage unpacks all of it on the disk. */
const WHOLE_TAR: GitHostKind[] = ['github', 'gitea'];

/** Hosts where Backstage's reader puts the branch into an address as it stands, so that it has to be encoded twice. */
const BRANCH_ENCODED_TWICE: GitHostKind[] = ['github', 'bitbucketCloud'];

/** Hosts of which Backstage's reader cannot read a file at a commit. */
const NO_FILE_AT_COMMIT: GitHostKind[] = ['azure'];

/** Hosts where the etag of a tree is the commit at the head of the branch. */
const ETAG_IS_HEAD: GitHostKind[] = ['github', 'gitea'];

/** Hosts where the etag of a tree is the last commit in its folder: a push that starts there follows it as well. */
const ETAG_IS_COMMIT: GitHostKind[] = [...ETAG_IS_HEAD, 'gitlab'];

/**
 * A folder of a branch, with the addresses that Backstage's UrlReader of its host understands, and what its answers mean.
 *
 * @internal
 */
export class UrlReaderAddress {
  readonly #kind: GitHostKind;

  /** @throws InputError when the reader cannot read this branch */
  constructor(readonly address: BranchAddress) {
    const { repository, branch } = address;
    this.#kind = repository.kind;
    if (branch.includes('/') && this.#is(NO_SLASH_IN_BRANCH)) {
      throw new InputError(
        `Backstage cannot read the branch "${branch}" from this host, because its name has a slash: name another branch`,
      );
    }
  }

  /** Whether the reader hands on a tar archive of the whole repository as the host sent it. */
  get hasTar(): boolean {
    return this.#is(WHOLE_TAR);
  }

  /** Folder whose tree is read: the root where the host sends the whole repository in any case. */
  get readFolder(): string {
    return this.hasTar ? '' : this.address.path;
  }

  /** Address of that folder. */
  get readUrl(): string {
    const { repository, branch } = this.address;
    if (this.#kind === 'azure' && this.readFolder === '') {
      return `${repository.url}?version=GB${encodeURIComponent(branch)}`;
    }
    const read = this.#is(BRANCH_ENCODED_TWICE)
      ? this.address.onBranch(encodeURIComponent(branch))
      : this.address;
    return read.folderUrl(this.readFolder);
  }

  /**
   * Address for reading one file as of a commit.
   *
   * @returns undefined where the reader would read something else from it, or nothing
   */
  fileAtCommitUrl(path: string, commit: string): string | undefined {
    // The readers decode a path before they put it into the address of an API.
    return this.#is(NO_FILE_AT_COMMIT) || /[?#%\\]/.test(path)
      ? undefined
      : this.address.repository.fileAtCommitUrl(path, commit);
  }

  /** Whether the etag of a read is the branch's head. */
  get isEtagHead(): boolean {
    return this.#is(ETAG_IS_HEAD);
  }

  /** Whether the etag of a read is a commit. */
  get isEtagCommit(): boolean {
    return this.#is(ETAG_IS_COMMIT);
  }

  #is(kinds: GitHostKind[]): boolean {
    return kinds.includes(this.#kind);
  }
}
