/**
 * Kinds of Git hosts whose addresses are understood; the names are those of `integrations` in the configuration.
 *
 * @internal
 */
export type HostKind =
  | 'github'
  | 'gitlab'
  | 'gitea'
  | 'bitbucketCloud'
  | 'bitbucketServer'
  | 'azure';

/**
 * What the address of a branch says; everything decoded but the address of the repository.
 *
 * @internal
 */
export type BranchAddress = {
  /** Address of the repository, without a slash at the end. */
  repositoryUrl: string;
  branch: string;
  /** From the repository's root. */
  path: string;
};

type Encoded = { repositoryUrl: string; branch?: string; path?: string };

/**
 * How one kind of host writes addresses.
 *
 * @internal
 */
export type HostForm = {
  /** How the address of a branch looks, to be said to those who wrote another. */
  example: string;
  /** Undefined when the address names no branch. */
  parse(url: URL): Encoded | undefined;
  /** What stands before and after the encoded path of a file or folder. */
  around(
    repositoryUrl: string,
    branch: string,
    what: 'file' | 'folder',
  ): [before: string, after: string];
  /** Encodes a path; by its parts when absent. */
  encodePath?(path: string): string;
  /** As {@link HostForm.around}, for a file at a commit; absent where Backstage cannot read such an address. */
  atCommit?(repositoryUrl: string, commit: string): [string, string];
};

function pathForm(pattern: RegExp, form: Omit<HostForm, 'parse'>): HostForm {
  return {
    ...form,
    parse: url => {
      const [, repository, branch, path] = pattern.exec(url.pathname) ?? [];
      return repository
        ? { repositoryUrl: `${url.origin}${repository}`, branch, path }
        : undefined;
    },
  };
}

/**
 * @internal
 */
export const HOST_FORMS: Record<HostKind, HostForm> = {
  github: pathForm(/^(\/.+?\/[^/]+?)\/(?:tree|blob)\/([^/]+)(?:\/(.*))?$/, {
    example: 'https://github.com/<owner>/<repository>/tree/<branch>/',
    around: (repositoryUrl, branch, what) => [
      `${repositoryUrl}/${what === 'file' ? 'blob' : 'tree'}/${branch}/`,
      '',
    ],
    atCommit: (repositoryUrl, commit) => [
      `${repositoryUrl}/blob/${commit}/`,
      '',
    ],
  }),
  gitlab: pathForm(
    /^(\/.+?\/[^/]+?)\/(?:-\/)?(?:tree|blob)\/([^/]+)(?:\/(.*))?$/,
    {
      example: 'https://gitlab.com/<group>/<project>/-/tree/<branch>/',
      around: (repositoryUrl, branch, what) => [
        `${repositoryUrl}/-/${what === 'file' ? 'blob' : 'tree'}/${branch}/`,
        '',
      ],
      atCommit: (repositoryUrl, commit) => [
        `${repositoryUrl}/-/blob/${commit}/`,
        '',
      ],
    },
  ),
  gitea: pathForm(/^(\/.+?\/[^/]+?)\/src\/branch\/([^/]+)(?:\/(.*))?$/, {
    example: 'https://gitea.com/<owner>/<repository>/src/branch/<branch>/',
    around: (repositoryUrl, branch) => [
      `${repositoryUrl}/src/branch/${branch}/`,
      '',
    ],
    atCommit: (repositoryUrl, commit) => [
      `${repositoryUrl}/src/commit/${commit}/`,
      '',
    ],
  }),
  bitbucketCloud: pathForm(/^(\/[^/]+\/[^/]+)\/src\/([^/]+)(?:\/(.*))?$/, {
    example: 'https://bitbucket.org/<workspace>/<repository>/src/<branch>/',
    around: (repositoryUrl, branch) => [`${repositoryUrl}/src/${branch}/`, ''],
    atCommit: (repositoryUrl, commit) => [
      `${repositoryUrl}/src/${commit}/`,
      '',
    ],
  }),
  bitbucketServer: {
    example:
      'https://<host>/projects/<project>/repos/<repository>/browse?at=<branch>',
    parse: url => {
      const [, repository, path] =
        /^(.*\/(?:projects|users)\/[^/]+\/repos\/[^/]+)\/browse(?:\/(.*))?$/.exec(
          url.pathname,
        ) ?? [];
      const branch = url.searchParams.get('at')?.replace(/^refs\/heads\//, '');
      return repository
        ? {
            repositoryUrl: `${url.origin}${repository}`,
            branch: branch && encodeURIComponent(branch),
            path,
          }
        : undefined;
    },
    around: (repositoryUrl, branch) => [
      `${repositoryUrl}/browse/`,
      `?at=${branch}`,
    ],
    atCommit: (repositoryUrl, commit) => [
      `${repositoryUrl}/browse/`,
      `?at=${commit}`,
    ],
  },
  azure: {
    example:
      'https://dev.azure.com/<organization>/<project>/_git/<repository>?version=GB<branch>',
    parse: url => {
      const [, repository] =
        /^(\/.+?\/_git\/[^/]+)\/?$/.exec(url.pathname) ??
        /^(\/_git\/[^/]+)\/?$/.exec(url.pathname) ??
        [];
      const version = url.searchParams.get('version') ?? '';
      const path = url.searchParams.get('path') ?? '';
      return repository
        ? {
            repositoryUrl: `${url.origin}${repository}`,
            branch: /^GB./.test(version)
              ? encodeURIComponent(version.slice(2))
              : undefined,
            path: path.split('/').map(encodeURIComponent).join('/'),
          }
        : undefined;
    },
    around: (repositoryUrl, branch) => [
      `${repositoryUrl}?path=%2F`,
      `&version=GB${branch}`,
    ],
    // Backstage reads no address of a file at a commit from this host.
    encodePath: encodeURIComponent,
  },
};

/**
 * The kind of host that an address looks like: for hosts that no integration names.
 *
 * @internal
 */
export function guessHostKind({ pathname }: URL): HostKind {
  if (pathname.includes('/_git/')) {
    return 'azure';
  }
  if (/\/(projects|users)\/[^/]+\/repos\//.test(pathname)) {
    return 'bitbucketServer';
  }
  if (pathname.includes('/-/tree/') || pathname.includes('/-/blob/')) {
    return 'gitlab';
  }
  if (pathname.includes('/src/branch/')) {
    return 'gitea';
  }
  return pathname.includes('/src/') ? 'bitbucketCloud' : 'github';
}
