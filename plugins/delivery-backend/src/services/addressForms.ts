/** A place in a repository or folder, as it compares. */
export interface Place {
  /** Address of the repository, without a slash at its end; `file:` for folders of this machine. */
  repository: string;
  branch: string;
  /** Decoded, from the repository's root, without slashes at its ends; empty for the root. */
  path: string;
}

/** How one kind of host writes the addresses of its files and folders. */
export interface AddressForm {
  /** Undefined for what is no address of a branch, file or folder. */
  parse(address: string): Place | undefined;
  /** The one address of a place, as the catalog's provider writes it. */
  format(place: Place, what: 'file' | 'folder'): string;
}

const MAX_ADDRESS = 2_000;

function encodePath(path: string): string {
  return path.split('/').filter(Boolean).map(encodeURIComponent).join('/');
}

/** Undefined when a part would lead elsewhere, or could be read as something else by who decodes it once more. */
function toPath(parts: string[]): string | undefined {
  const named = parts.filter(part => part !== '');
  return named.some(part => /^\.\.?$|%[0-9a-f]{2}|[/\\\p{Cc}]/iu.test(part))
    ? undefined
    : named.join('/');
}

function toPlace(found: {
  repository?: string;
  branch?: string | null;
  path?: string[];
}): Place | undefined {
  const path = toPath(found.path ?? []);
  return found.repository && found.branch && path !== undefined
    ? { repository: found.repository, branch: found.branch, path }
    : undefined;
}

function readUrl(
  address: string,
  read: (url: URL) => Place | undefined,
): Place | undefined {
  if (address.length > MAX_ADDRESS || !URL.canParse(address)) {
    return undefined;
  }
  const url = new URL(address);
  try {
    return /^https?:$/.test(url.protocol) ? read(url) : undefined;
  } catch {
    // Not encoded as addresses are.
    return undefined;
  }
}

/** Hosts that write branch and path one after the other: `<repository><separator><branch>/<path>`. */
function pathForm(
  pattern: RegExp,
  separators: { file: string; folder: string },
): AddressForm {
  return {
    parse: address =>
      readUrl(address, url => {
        const [, repository, branch, path = ''] =
          pattern.exec(url.pathname) ?? [];
        return toPlace({
          repository: repository && `${url.origin}${repository}`,
          branch: branch && decodeURIComponent(branch),
          path: path.split('/').map(decodeURIComponent),
        });
      }),
    format: ({ repository, branch, path }, what) => {
      const start = `${repository}${separators[what]}${encodeURIComponent(
        branch,
      )}/`;
      const end = what === 'folder' && path !== '' ? '/' : '';
      return `${start}${encodePath(path)}${end}`;
    },
  };
}

const same = (separator: string) => ({ file: separator, folder: separator });

const bitbucketServer: AddressForm = {
  parse: address =>
    readUrl(address, url => {
      const [, repository, path = ''] =
        /^(.*\/(?:projects|users)\/[^/]+\/repos\/[^/]+)\/browse(?:\/(.*))?$/.exec(
          url.pathname,
        ) ?? [];
      return toPlace({
        repository: repository && `${url.origin}${repository}`,
        branch: url.searchParams.get('at')?.replace(/^refs\/heads\//, ''),
        path: path.split('/').map(decodeURIComponent),
      });
    }),
  format: ({ repository, branch, path }, what) => {
    const end = what === 'folder' && path !== '' ? '/' : '';
    return `${repository}/browse/${encodePath(
      path,
    )}${end}?at=${encodeURIComponent(branch)}`;
  },
};

const azure: AddressForm = {
  parse: address =>
    readUrl(address, url => {
      const [, repository] =
        /^((?:\/.+?)?\/_git\/[^/]+)\/?$/.exec(url.pathname) ?? [];
      return toPlace({
        repository: repository && `${url.origin}${repository}`,
        branch: /^GB(.+)$/.exec(url.searchParams.get('version') ?? '')?.[1],
        path: url.searchParams.get('path')?.split('/'),
      });
    }),
  format: ({ repository, branch, path }) =>
    `${repository}?path=%2F${encodeURIComponent(
      path,
    )}&version=GB${encodeURIComponent(branch)}`,
};

/** Paths of this machine, which the catalog calls locations of type `file`. */
export const folderForm: AddressForm = {
  parse: address =>
    address.startsWith('/') && address.length <= MAX_ADDRESS
      ? toPlace({ repository: 'file:', branch: '-', path: address.split('/') })
      : undefined,
  format: ({ path }, what) => `/${path}${what === 'folder' ? '/' : ''}`,
};

/** By the names that hosts have in `integrations` of app-config. */
export const hostForms = {
  github: pathForm(/^(\/.+?\/[^/]+?)\/(?:tree|blob)\/([^/]+)(?:\/(.*))?$/, {
    file: '/blob/',
    folder: '/tree/',
  }),
  gitlab: pathForm(
    /^(\/.+?\/[^/]+?)\/(?:-\/)?(?:tree|blob)\/([^/]+)(?:\/(.*))?$/,
    { file: '/-/blob/', folder: '/-/tree/' },
  ),
  gitea: pathForm(
    /^(\/.+?\/[^/]+?)\/src\/branch\/([^/]+)(?:\/(.*))?$/,
    same('/src/branch/'),
  ),
  bitbucketCloud: pathForm(
    /^(\/[^/]+\/[^/]+)\/src\/([^/]+)(?:\/(.*))?$/,
    same('/src/'),
  ),
  bitbucketServer,
  azure,
} satisfies Record<string, AddressForm>;

/** The form of a host by what its integration is called, else by how an address looks. */
export function addressFormOf(
  address: string,
  integration: string | undefined,
): AddressForm | undefined {
  if (integration !== undefined) {
    return Object.entries(hostForms).find(
      ([kind]) => kind === integration,
    )?.[1];
  }
  const path = URL.canParse(address) ? new URL(address).pathname : '';
  const looks: Array<[RegExp, AddressForm]> = [
    [/\/_git\//, hostForms.azure],
    [/\/(?:projects|users)\/[^/]+\/repos\//, hostForms.bitbucketServer],
    [/\/-\/(?:tree|blob)\//, hostForms.gitlab],
    [/\/src\/branch\//, hostForms.gitea],
    [/\/(?:tree|blob)\//, hostForms.github],
    [/\/src\//, hostForms.bitbucketCloud],
  ];
  return looks.find(([pattern]) => pattern.test(path))?.[1];
}
