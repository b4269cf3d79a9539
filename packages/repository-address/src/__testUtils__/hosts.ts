import type { GitHostKind } from '../GitHostKind';

export const FILE = 'k8s/a b/service.yaml';

export interface HostExample {
  kind: GitHostKind;
  url: string;
  branch?: string;
  owner?: string;
  /** Of {@link FILE} and of the folder `k8s`. */
  file: string;
  folder: string;
  /** Of {@link FILE} at the commit `abc`, and the page of that commit. */
  atCommit: string;
  commit: string;
  /** Of `abc` with `def`, which is newer. */
  compare: string;
  identity: { host: string; fullName: string };
}

/** Addresses as the hosts write them; at least one of each kind. All of a repository called platform. */
export const hosts: HostExample[] = [
  {
    kind: 'github',
    url: 'https://github.com/acme/platform/tree/main/',
    file: 'https://github.com/acme/platform/blob/main/k8s/a%20b/service.yaml',
    folder: 'https://github.com/acme/platform/tree/main/k8s/',
    atCommit:
      'https://github.com/acme/platform/blob/abc/k8s/a%20b/service.yaml',
    commit: 'https://github.com/acme/platform/commit/abc',
    compare: 'https://github.com/acme/platform/compare/abc...def',
    identity: { host: 'github.com', fullName: 'acme/platform' },
  },
  {
    kind: 'github',
    url: 'http://127.0.0.1:7391/acme/platform/tree/main',
    file: 'http://127.0.0.1:7391/acme/platform/blob/main/k8s/a%20b/service.yaml',
    folder: 'http://127.0.0.1:7391/acme/platform/tree/main/k8s/',
    atCommit:
      'http://127.0.0.1:7391/acme/platform/blob/abc/k8s/a%20b/service.yaml',
    commit: 'http://127.0.0.1:7391/acme/platform/commit/abc',
    compare: 'http://127.0.0.1:7391/acme/platform/compare/abc...def',
    identity: { host: '127.0.0.1:7391', fullName: 'acme/platform' },
  },
  {
    kind: 'github',
    url: 'https://github.com/acme/platform/tree/feature%2Fx/',
    branch: 'feature/x',
    file: 'https://github.com/acme/platform/blob/feature%2Fx/k8s/a%20b/service.yaml',
    folder: 'https://github.com/acme/platform/tree/feature%2Fx/k8s/',
    atCommit:
      'https://github.com/acme/platform/blob/abc/k8s/a%20b/service.yaml',
    commit: 'https://github.com/acme/platform/commit/abc',
    compare: 'https://github.com/acme/platform/compare/abc...def',
    identity: { host: 'github.com', fullName: 'acme/platform' },
  },
  {
    kind: 'gitlab',
    url: 'https://gitlab.com/Acme/infra/platform/-/tree/main/',
    owner: 'Acme/infra',
    file: 'https://gitlab.com/Acme/infra/platform/-/blob/main/k8s/a%20b/service.yaml',
    folder: 'https://gitlab.com/Acme/infra/platform/-/tree/main/k8s/',
    atCommit:
      'https://gitlab.com/Acme/infra/platform/-/blob/abc/k8s/a%20b/service.yaml',
    commit: 'https://gitlab.com/Acme/infra/platform/-/commit/abc',
    compare: 'https://gitlab.com/Acme/infra/platform/-/compare/abc...def',
    identity: { host: 'gitlab.com', fullName: 'acme/infra/platform' },
  },
  {
    kind: 'gitea',
    url: 'https://gitea.example.com/acme/platform/src/branch/rel%2F1/',
    branch: 'rel/1',
    file: 'https://gitea.example.com/acme/platform/src/branch/rel%2F1/k8s/a%20b/service.yaml',
    folder: 'https://gitea.example.com/acme/platform/src/branch/rel%2F1/k8s/',
    atCommit:
      'https://gitea.example.com/acme/platform/src/commit/abc/k8s/a%20b/service.yaml',
    commit: 'https://gitea.example.com/acme/platform/commit/abc',
    compare: 'https://gitea.example.com/acme/platform/compare/abc...def',
    identity: { host: 'gitea.example.com', fullName: 'acme/platform' },
  },
  {
    kind: 'bitbucketCloud',
    url: 'https://bitbucket.org/acme/platform/src/main/',
    file: 'https://bitbucket.org/acme/platform/src/main/k8s/a%20b/service.yaml',
    folder: 'https://bitbucket.org/acme/platform/src/main/k8s/',
    atCommit:
      'https://bitbucket.org/acme/platform/src/abc/k8s/a%20b/service.yaml',
    commit: 'https://bitbucket.org/acme/platform/commits/abc',
    compare: 'https://bitbucket.org/acme/platform/branches/compare/def%0Dabc',
    identity: { host: 'bitbucket.org', fullName: 'acme/platform' },
  },
  {
    kind: 'bitbucketServer',
    url: 'https://bitbucket.example.com/projects/ACME/repos/platform/browse?at=refs%2Fheads%2Frel%2F1',
    branch: 'rel/1',
    owner: 'ACME',
    file: 'https://bitbucket.example.com/projects/ACME/repos/platform/browse/k8s/a%20b/service.yaml?at=rel%2F1',
    folder:
      'https://bitbucket.example.com/projects/ACME/repos/platform/browse/k8s/?at=rel%2F1',
    atCommit:
      'https://bitbucket.example.com/projects/ACME/repos/platform/browse/k8s/a%20b/service.yaml?at=abc',
    commit:
      'https://bitbucket.example.com/projects/ACME/repos/platform/commits/abc',
    compare:
      'https://bitbucket.example.com/projects/ACME/repos/platform/compare/commits?sourceBranch=def&targetBranch=abc',
    identity: { host: 'bitbucket.example.com', fullName: 'acme/platform' },
  },
  {
    kind: 'azure',
    url: 'https://dev.azure.com/acme/my%20project/_git/platform?version=GBrel%2F1',
    branch: 'rel/1',
    owner: 'acme/my project',
    file: 'https://dev.azure.com/acme/my%20project/_git/platform?path=%2Fk8s%2Fa%20b%2Fservice.yaml&version=GBrel%2F1',
    folder:
      'https://dev.azure.com/acme/my%20project/_git/platform?path=%2Fk8s&version=GBrel%2F1',
    atCommit:
      'https://dev.azure.com/acme/my%20project/_git/platform?path=%2Fk8s%2Fa%20b%2Fservice.yaml&version=GCabc',
    commit: 'https://dev.azure.com/acme/my%20project/_git/platform/commit/abc',
    compare:
      'https://dev.azure.com/acme/my%20project/_git/platform/branchCompare?baseVersion=GCabc&targetVersion=GCdef',
    identity: {
      host: 'dev.azure.com',
      fullName: 'acme/my project/_git/platform',
    },
  },
];
