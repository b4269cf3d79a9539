import type { GitHostKind } from './GitHostKind';

/** What an address says, decoded but for `repositoryPath`. */
export interface ParsedAddress {
  /** Path of the repository's own page, as the address writes it, without a slash at the end. */
  repositoryPath: string;
  owner: string;
  name: string;
  /** Undefined when the address names the repository alone. */
  branch?: string;
  /** From the repository's root; may have empty parts. */
  path: string;
}

/** What stands before and after the encoded path of a file or folder. */
export type Frame = [before: string, after: string];

/** How one kind of host writes addresses. */
export interface HostForm {
  /** The address of a branch, to be shown to whoever wrote something else. */
  example: string;
  /**
   * @returns undefined for pages that are neither the repository nor a branch, folder or file in it
   * @throws URIError when the address is not encoded as addresses are
   */
  parse(url: URL): ParsedAddress | undefined;
  /** Around a file or folder of a branch. */
  inBranch(repositoryUrl: string, branch: string, what: Entry): Frame;
  /** Around a file at a commit. */
  atCommit(repositoryUrl: string, commit: string): Frame;
  commitUrl(repositoryUrl: string, commit: string): string;
  /** Page of what `head` has and `base` does not. */
  compareUrl(repositoryUrl: string, base: string, head: string): string;
  /** Follows the address of a file, to lead to a line of it; counted from 1. */
  line(line: number): string;
  /** Whether the path is one parameter, encoded as a whole and without a slash after a folder. */
  pathIsParameter?: boolean;
}

export type Entry = 'file' | 'folder';

/** Hosts whose addresses are a path: the repository, a word, the branch, the path in the repository. */
function pathForm({
  repository,
  alone = repository,
  branch,
  ...form
}: Omit<HostForm, 'parse'> & {
  /** The page of the repository: owner and name. */
  repository: RegExp;
  /** As `repository`, for an address of nothing else; the same when absent. */
  alone?: RegExp;
  /** The page of a branch: that of the repository, the branch, the path. */
  branch: RegExp;
}): HostForm {
  return {
    ...form,
    parse: ({ pathname }) => {
      const inBranch = branch.exec(pathname);
      const [, page = pathname.replace(/(?:\.git)?\/?$/, ''), name, path] =
        inBranch ?? [];
      const owned = (inBranch ? repository : alone).exec(page);
      return owned
        ? {
            repositoryPath: page,
            owner: decodeURIComponent(owned[1]),
            name: decodeURIComponent(owned[2]),
            branch: name && decodeURIComponent(name),
            path: decodePath(path),
          }
        : undefined;
    },
  };
}

function decodePath(path = ''): string {
  return path.split('/').map(decodeURIComponent).join('/');
}

const github = pathForm({
  example: 'https://github.com/<owner>/<repository>/tree/<branch>/',
  repository: /^\/([^/]+)\/([^/]+)$/,
  branch: /^(\/[^/]+\/[^/]+)\/(?:tree|blob|raw|edit)\/([^/]+)(?:\/(.*))?$/,
  inBranch: (url, branch, what) => [
    `${url}/${what === 'file' ? 'blob' : 'tree'}/${encodeURIComponent(
      branch,
    )}/`,
    '',
  ],
  atCommit: (url, commit) => [`${url}/blob/${commit}/`, ''],
  commitUrl: (url, commit) => `${url}/commit/${commit}`,
  compareUrl: (url, base, head) => `${url}/compare/${base}...${head}`,
  line: line => `#L${line}`,
});

const gitlab = pathForm({
  example: 'https://gitlab.com/<group>/<project>/-/tree/<branch>/',
  repository: /^\/(?!.*\/-(?:\/|$))(.+)\/([^/]+)$/,
  branch:
    /^(\/.+?\/[^/]+?)\/(?:-\/)?(?:tree|blob|raw|edit)\/([^/]+)(?:\/(.*))?$/,
  inBranch: (url, branch, what) => [
    `${url}/-/${what === 'file' ? 'blob' : 'tree'}/${encodeURIComponent(
      branch,
    )}/`,
    '',
  ],
  atCommit: (url, commit) => [`${url}/-/blob/${commit}/`, ''],
  commitUrl: (url, commit) => `${url}/-/commit/${commit}`,
  compareUrl: (url, base, head) => `${url}/-/compare/${base}...${head}`,
  line: line => `#L${line}`,
});

const gitea = pathForm({
  example: 'https://gitea.com/<owner>/<repository>/src/branch/<branch>/',
  // Gitea may be served below a path of its host, which only the word after the repository tells apart.
  repository: /^(?:\/.+)?\/([^/]+)\/([^/]+)$/,
  alone: /^\/([^/]+)\/([^/]+)$/,
  branch: /^(\/.+?\/[^/]+?)\/src\/branch\/([^/]+)(?:\/(.*))?$/,
  inBranch: (url, branch) => [
    `${url}/src/branch/${encodeURIComponent(branch)}/`,
    '',
  ],
  atCommit: (url, commit) => [`${url}/src/commit/${commit}/`, ''],
  commitUrl: (url, commit) => `${url}/commit/${commit}`,
  compareUrl: (url, base, head) => `${url}/compare/${base}...${head}`,
  line: line => `#L${line}`,
});

const bitbucketCloud = pathForm({
  example: 'https://bitbucket.org/<workspace>/<repository>/src/<branch>/',
  repository: /^\/([^/]+)\/([^/]+)$/,
  branch: /^(\/[^/]+\/[^/]+)\/src\/([^/]+)(?:\/(.*))?$/,
  inBranch: (url, branch) => [`${url}/src/${encodeURIComponent(branch)}/`, ''],
  atCommit: (url, commit) => [`${url}/src/${commit}/`, ''],
  commitUrl: (url, commit) => `${url}/commits/${commit}`,
  compareUrl: (url, base, head) => `${url}/branches/compare/${head}%0D${base}`,
  line: line => `#lines-${line}`,
});

const BRANCH_REF = 'refs/heads/';

const bitbucketServer: HostForm = {
  example:
    'https://<host>/projects/<project>/repos/<repository>/browse?at=<branch>',
  parse: ({ pathname, searchParams }) => {
    const [, page, kind, owner, name, path] =
      /^((?:\/.*)?\/(projects|users)\/([^/]+)\/repos\/([^/]+?))(?:\/browse(?:\/(.*))?)?\/?$/.exec(
        pathname,
      ) ?? [];
    const at = searchParams.get('at');
    return page
      ? {
          repositoryPath: page,
          owner: `${kind === 'users' ? '~' : ''}${decodeURIComponent(owner)}`,
          name: decodeURIComponent(name),
          branch:
            (at?.startsWith(BRANCH_REF) ? at.slice(BRANCH_REF.length) : at) ??
            undefined,
          path: decodePath(path),
        }
      : undefined;
  },
  inBranch: (url, branch) => {
    const at = branch.startsWith('refs/') ? `${BRANCH_REF}${branch}` : branch;
    return [`${url}/browse/`, `?at=${encodeURIComponent(at)}`];
  },
  atCommit: (url, commit) => [`${url}/browse/`, `?at=${commit}`],
  commitUrl: (url, commit) => `${url}/commits/${commit}`,
  compareUrl: (url, base, head) =>
    `${url}/compare/commits?sourceBranch=${head}&targetBranch=${base}`,
  line: line => `#${line}`,
};

const azure: HostForm = {
  example:
    'https://dev.azure.com/<organization>/<project>/_git/<repository>?version=GB<branch>',
  parse: ({ pathname, searchParams }) => {
    const [, page, owner = '', name] =
      /^((?:\/(.+?))?\/_git\/([^/]+))\/?$/.exec(pathname) ?? [];
    const version = searchParams.get('version');
    const branch = /^GB(.+)$/s.exec(version ?? '')?.[1];
    // A tag or a commit is neither a branch nor the repository alone.
    return page && (version === null || branch)
      ? {
          repositoryPath: page,
          owner: decodePath(owner),
          name: decodeURIComponent(name),
          branch,
          path: searchParams.get('path') ?? '',
        }
      : undefined;
  },
  inBranch: (url, branch) => [
    `${url}?path=%2F`,
    `&version=GB${encodeURIComponent(branch)}`,
  ],
  atCommit: (url, commit) => [`${url}?path=%2F`, `&version=GC${commit}`],
  commitUrl: (url, commit) => `${url}/commit/${commit}`,
  compareUrl: (url, base, head) =>
    `${url}/branchCompare?baseVersion=GC${base}&targetVersion=GC${head}`,
  line: line =>
    `&line=${line}&lineEnd=${line + 1}&lineStartColumn=1&lineEndColumn=1`,
  pathIsParameter: true,
};

/** How each kind of host writes addresses. */
export const hostForms: Record<GitHostKind, HostForm> = {
  github,
  gitlab,
  gitea,
  bitbucketCloud,
  bitbucketServer,
  azure,
};
