import { NotFoundError } from '@backstage/errors';
import type {
  GitOpsHost,
  GitOpsHosts,
  GitOpsLocation,
  GitOpsRepository,
  ProposedChange,
  PullRequest,
} from '@stonegarden/backstage-plugin-delivery-node';

const HEAD = 'c0ffee0000000000000000000000000000000000';

/** A Git host with one repository in memory: files at one commit, and pull requests. */
export class FakeGitOpsHost implements GitOpsHost, GitOpsHosts {
  readonly changes: ProposedChange[] = [];
  readonly #pulls: PullRequest[] = [];
  readonly #files: Record<string, string>;
  readonly #root: string;

  constructor(files: Record<string, string> = {}, root = 'kubernetes') {
    this.#files = files;
    this.#root = root;
  }

  async resolve(url: string): Promise<GitOpsLocation> {
    const [, host, owner, name, branch] =
      /^https:\/\/([^/]+)\/([^/]+)\/([^/]+)\/tree\/([^/]+)/.exec(url) ?? [];
    return {
      host: this,
      repository: { host, owner, name },
      branch,
      path: this.#root,
    };
  }

  async defaultBranch(): Promise<string> {
    return 'main';
  }

  async head(_: GitOpsRepository, branch: string): Promise<string> {
    if (branch !== 'main') {
      throw new NotFoundError(`No branch ${branch}`);
    }
    return HEAD;
  }

  async read(_: GitOpsRepository, path: string, commit: string) {
    this.#expectHead(commit);
    return this.#files[path];
  }

  async list(_: GitOpsRepository, path: string, commit: string) {
    this.#expectHead(commit);
    const entries = new Map<string, 'file' | 'directory'>();
    for (const file of Object.keys(this.#files)) {
      if (file.startsWith(`${path}/`)) {
        const [name, ...rest] = file.slice(path.length + 1).split('/');
        entries.set(name, rest.length > 0 ? 'directory' : 'file');
      }
    }
    return entries.size > 0
      ? [...entries].map(([name, type]) => ({ name, type }))
      : undefined;
  }

  async proposeChange(
    _: GitOpsRepository,
    change: ProposedChange,
  ): Promise<PullRequest> {
    this.changes.push(change);
    const number = this.#pulls.length + 1;
    const pull: PullRequest = {
      number,
      url: `https://git.example.org/acme/platform/pull/${number}`,
      title: change.title,
      state: 'open',
      branch: change.branch,
      headCommit: `${number}`.padStart(40, '0'),
    };
    this.#pulls.push(pull);
    return pull;
  }

  async findOpen(_: GitOpsRepository, branch: string) {
    return this.#pulls.find(
      pull => pull.branch === branch && pull.state === 'open',
    );
  }

  async status(_: GitOpsRepository, number: number): Promise<PullRequest> {
    const pull = this.#pulls[number - 1];
    if (!pull) {
      throw new NotFoundError(`No pull request ${number}`);
    }
    return pull;
  }

  async close(repository: GitOpsRepository, number: number): Promise<void> {
    (await this.status(repository, number)).state = 'closed';
  }

  async contains(_: GitOpsRepository, commit: string, ancestor: string) {
    return commit === ancestor;
  }

  fileUrl(repository: GitOpsRepository, path: string, ref: string): string {
    return `https://${repository.host}/${repository.owner}/${repository.name}/blob/${ref}/${path}`;
  }

  #expectHead(commit: string) {
    if (commit !== HEAD) {
      throw new NotFoundError(`No commit ${commit}`);
    }
  }
}
