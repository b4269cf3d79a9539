import { InputError } from '@backstage/errors';
import { guessHostKind, HOST_FORMS, HostForm, HostKind } from './hostForms';
import { RepositoryIdentity, repositoryIdentity } from './repositoryIdentity';
import type { SourceAddresses } from './types';

/** Hosts where Backstage's reader takes the first part of a branch's name for the whole of it. */
const NO_SLASH_IN_BRANCH: HostKind[] = ['gitlab'];

/** Hosts that have no archive of a part: asked for one, Backstage unpacks all of it on the disk. */
const WHOLE_TAR: HostKind[] = ['github', 'gitea'];

/** Hosts where Backstage's reader puts the branch into an address as it stands, so that it has to be encoded twice. */
const BRANCH_ENCODED_TWICE: HostKind[] = ['github', 'bitbucketCloud'];

/**
 * The web address of a branch (and maybe a folder) of a repository at any host that Backstage reads from, and the
 * addresses of what lies below it.
 *
 * @internal
 */
export class RepositoryAddress implements SourceAddresses {
  readonly locationType = 'url';
  private readonly form: HostForm;
  private readonly files: [string, string];
  private readonly folders: [string, string];

  private constructor(
    readonly kind: HostKind,
    /** Address of the repository itself, without a slash at the end. */
    readonly repositoryUrl: string,
    readonly identity: RepositoryIdentity,
    readonly branch: string,
    /** Folder from the repository's root, without slashes around; empty for the root. */
    readonly folder: string,
  ) {
    const encoded = encodeURIComponent(branch);
    this.form = HOST_FORMS[kind];
    this.files = this.form.around(repositoryUrl, encoded, 'file');
    this.folders = this.form.around(repositoryUrl, encoded, 'folder');
  }

  /**
   * Reads the address of a branch, as the host's web pages have it, such as
   * `https://github.com/acme/platform/tree/main/`.
   *
   * @param options - `root`: a folder below that address; `kind` of the host where it is known, else guessed
   * @throws InputError when the address is no such thing
   */
  static parse(
    address: string,
    options: { root?: string; kind?: HostKind } = {},
  ): RepositoryAddress {
    if (!URL.canParse(address)) {
      throw new InputError(
        'The address is no URL: write the address of a branch, such as https://github.com/acme/platform/tree/main/',
      );
    }
    const url = new URL(address);
    if (url.password || (url.username && !url.pathname.includes('/_git/'))) {
      throw new InputError(
        `The address at ${url.host} contains credentials: remove them and configure a token in "integrations"`,
      );
    }
    const kind = options.kind ?? guessHostKind(url);
    const { repositoryUrl, branch, path } = readBranch(url, kind);
    const identity = repositoryIdentity(repositoryUrl);
    if (!identity) {
      throw new InputError(
        `The address ${url.origin}${url.pathname} names no repository: write it as ${HOST_FORMS[kind].example}`,
      );
    }
    const folder = `${path}/${options.root ?? ''}`
      .split('/')
      .filter(part => part !== '' && part !== '.')
      .join('/');
    if (folder.split('/').includes('..')) {
      throw new InputError(
        `The folder "${folder}" leaves the repository: write it without ".."`,
      );
    }
    return new RepositoryAddress(kind, repositoryUrl, identity, branch, folder);
  }

  /** `owner/name`, as the address writes it. */
  get fullName(): string {
    const { pathname } = new URL(this.repositoryUrl);
    return decodeURIComponent(pathname.slice(1));
  }

  get treeUrl(): string {
    return this.folderUrl(this.folder);
  }

  folderUrl(path: string): string {
    const [before, after] = this.folders;
    const encoded = this.encode(path);
    const slash = encoded && !this.form.encodePath ? '/' : '';
    return `${before}${encoded}${slash}${after}`;
  }

  fileUrl(path: string): string {
    const [before, after] = this.files;
    return `${before}${this.encode(path)}${after}`;
  }

  /** Whether the host's reader hands on a tar archive of the whole repository as the host sent it. */
  get hasTar(): boolean {
    return WHOLE_TAR.includes(this.kind);
  }

  /** Folder whose tree is read: the root where the host sends the whole repository in any case. */
  get readFolder(): string {
    return this.hasTar ? '' : this.folder;
  }

  /** Address of that folder, in the form that Backstage's reader of this host understands. */
  get readUrl(): string {
    const encoded = encodeURIComponent(this.branch);
    const branch = BRANCH_ENCODED_TWICE.includes(this.kind)
      ? encodeURIComponent(encoded)
      : encoded;
    const [before, after] = this.form.around(
      this.repositoryUrl,
      branch,
      'folder',
    );
    const path = this.encode(this.readFolder);
    if (this.kind === 'azure' && path === '') {
      return `${this.repositoryUrl}?version=GB${branch}`;
    }
    return `${before}${path}${
      path && !this.form.encodePath ? '/' : ''
    }${after}`;
  }

  /**
   * Address for reading one file as of a commit.
   *
   * @returns undefined where the host's reader would read something else from it, or nothing
   */
  fileAtCommitUrl(path: string, commit: string): string | undefined {
    // The readers decode a path before they put it into the address of an API.
    if (!this.form.atCommit || /[?#%\\]/.test(path)) {
      return undefined;
    }
    const [before, after] = this.form.atCommit(this.repositoryUrl, commit);
    return `${before}${this.encode(path)}${after}`;
  }

  private encode(path: string): string {
    return this.form.encodePath
      ? this.form.encodePath(path)
      : path.split('/').filter(Boolean).map(encodeURIComponent).join('/');
  }
}

function readBranch(url: URL, kind: HostKind) {
  const form = HOST_FORMS[kind];
  const found = /^https?:$/.test(url.protocol) ? form.parse(url) : undefined;
  if (!found?.branch) {
    throw new InputError(
      `The address ${url.origin}${url.pathname} names no branch: write it as ${form.example}`,
    );
  }
  const branch = decodeURIComponent(found.branch);
  if (branch.includes('/') && NO_SLASH_IN_BRANCH.includes(kind)) {
    throw new InputError(
      `Backstage cannot read the branch "${branch}" from this host, because its name has a slash: name another branch`,
    );
  }
  const path = (found.path ?? '').split('/').map(decodeURIComponent).join('/');
  return { repositoryUrl: found.repositoryUrl, branch, path };
}
