import { InputError } from '@backstage/errors';
import { type GitHostKind, guessGitHostKind } from './GitHostKind';
import { type HostForm, hostForms, type ParsedAddress } from './hostForms';
import { joinPath } from './joinPath';
import {
  type RepositoryIdentity,
  repositoryIdentity,
} from './repositoryIdentity';

/**
 * Addresses longer than this are refused.
 *
 * @public
 */
export const MAX_ADDRESS_LENGTH = 2_000;

/**
 * A repository at a Git host, and what else the address of one of its branches, folders or files says.
 *
 * @public
 */
export class RepositoryAddress {
  /** Address of the repository's page, without a slash or `.git` at the end. */
  readonly url: string;
  /** With the port, where the address has one. */
  readonly host: string;
  /** User, organization, workspace or project; the path of the groups at GitLab, `organization/project` at Azure DevOps. */
  readonly owner: string;
  readonly name: string;
  /** Undefined when the address names the repository alone. */
  readonly branch: string | undefined;
  /** Of the file or folder, from the repository's root, without slashes at its ends; empty for the root. */
  readonly path: string;
  readonly #form: HostForm;
  #identity: RepositoryIdentity | undefined;

  /**
   * Reads the address of a repository, or of a branch, folder or file in it, as the pages of its host and Backstage
   * write them: a branch is one part of the path, so that a `/` in its name is written `%2F`.
   *
   * @param options - `kind` of the host where it is known, else it is guessed by how the address looks
   * @throws InputError when the address is anything else, contains credentials, or leads out of the repository
   */
  static parse(
    address: string,
    options: { kind?: GitHostKind } = {},
  ): RepositoryAddress {
    if (address.length > MAX_ADDRESS_LENGTH || !URL.canParse(address)) {
      throw new InputError(
        'The address is not a URL: write the address of a branch, such as https://github.com/acme/platform/tree/main/',
      );
    }
    const url = new URL(address);
    // Azure DevOps offers its addresses with the name of the organization in this place.
    if (url.password || (url.username && !url.pathname.includes('/_git/'))) {
      throw new InputError(
        `The address at ${url.host} contains credentials: remove them and configure a token in "integrations"`,
      );
    }
    const kind = options.kind ?? guessGitHostKind(url);
    const parsed = /^https?:$/.test(url.protocol)
      ? parse(url, hostForms[kind])
      : undefined;
    if (!parsed) {
      throw new InputError(
        `The address ${url.origin}${url.pathname} does not name a repository or a branch of one: write it as ${hostForms[kind].example}`,
      );
    }
    return new RepositoryAddress(kind, url, parsed);
  }

  private constructor(
    readonly kind: GitHostKind,
    { origin, host }: URL,
    { repositoryPath, owner, name, branch, path }: ParsedAddress,
  ) {
    this.url = `${origin}${repositoryPath}`;
    this.host = host;
    this.owner = owner;
    this.name = name;
    this.branch = branch;
    this.path = joinPath(path);
    this.#form = hostForms[kind];
  }

  /** For comparing with clone addresses. */
  get identity(): RepositoryIdentity {
    this.#identity ??= repositoryIdentity(this.url) ?? {
      host: this.host,
      fullName: `${this.owner}/${this.name}`.toLocaleLowerCase('en-US'),
    };
    return this.#identity;
  }

  /** How the host writes the address of a branch, for messages. */
  get example(): string {
    return this.#form.example;
  }

  /** Page of a commit. */
  commitUrl(commit: string): string {
    return this.#form.commitUrl(this.url, encodeURIComponent(commit));
  }

  /** Page of the commits that `head` has and `base` does not, and of what they change. */
  compareUrl(base: string, head: string): string {
    return this.#form.compareUrl(
      this.url,
      encodeURIComponent(base),
      encodeURIComponent(head),
    );
  }

  /** Page of a file as of a commit. */
  fileAtCommitUrl(path: string, commit: string): string {
    const [before, after] = this.#form.atCommit(
      this.url,
      encodeURIComponent(commit),
    );
    return `${before}${this.encodePath(path)}${after}`;
  }

  /** Whether two addresses, read as those of one kind of host, name one repository. Hosts take names in any case. */
  isSameRepository(other: RepositoryAddress): boolean {
    return (
      this.kind === other.kind &&
      this.url.toLowerCase() === other.url.toLowerCase()
    );
  }

  /** A path as it stands in addresses of this host. */
  encodePath(path: string): string {
    return this.#form.pathIsParameter
      ? encodeURIComponent(path)
      : path.split('/').filter(Boolean).map(encodeURIComponent).join('/');
  }
}

function parse(url: URL, form: HostForm): ParsedAddress | undefined {
  try {
    return form.parse(url);
  } catch (error) {
    if (error instanceof URIError) {
      throw new InputError(
        `The address ${url.origin}${url.pathname} is not encoded as addresses are: write it as ${form.example}`,
      );
    }
    throw error;
  }
}
