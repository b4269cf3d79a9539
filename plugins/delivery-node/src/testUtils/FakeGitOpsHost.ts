import { createHash } from 'node:crypto';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  FileEdit,
  GitOpsHost,
  GitOpsHosts,
  GitOpsLocation,
  GitOpsRepository,
  ProposedChange,
  PullRequest,
} from '../GitOpsHost';
import { parseRepositoryUrl } from '../parseRepositoryUrl';
import { validateBranch, validateCommit, validatePath } from '../validateNames';

interface FakeCommit {
  parents: string[];
  files: Map<string, string>;
  message: string;
}

/**
 * A pull request with what only a test looks at.
 *
 * @public
 */
export type FakePullRequest = PullRequest & {
  base: string;
  body: string;
  comments: string[];
};

/**
 * A Git host in memory, with real parents, branches and pull requests, for tests of what uses {@link GitOpsHost}.
 *
 * @public
 */
export class FakeGitOpsHost implements GitOpsHost {
  /** While true every call fails as a host does that is not reachable. */
  down = false;
  readonly pulls: FakePullRequest[] = [];
  readonly #commits = new Map<string, FakeCommit>();
  readonly #branches = new Map<string, string>();

  constructor(files: Record<string, string>) {
    const first = this.#add({
      parents: [],
      files: new Map(Object.entries(files)),
      message: 'First',
    });
    this.#branches.set('main', first);
  }

  /** The same host behind every address. */
  get hosts(): GitOpsHosts {
    return {
      resolve: async (url: string): Promise<GitOpsLocation> => {
        const { host, owner, name, branch, path } = parseRepositoryUrl(url);
        return {
          host: this,
          repository: { host, owner, name },
          branch: branch ?? 'main',
          path,
        };
      },
    };
  }

  async defaultBranch(): Promise<string> {
    this.#answer();
    return 'main';
  }

  async head(_repository: GitOpsRepository, branch: string): Promise<string> {
    this.#answer();
    const commit = this.#branches.get(branch);
    if (!commit) {
      throw new NotFoundError(`No branch ${branch}`);
    }
    return commit;
  }

  async read(_repository: GitOpsRepository, path: string, commit: string) {
    this.#answer();
    validatePath(path);
    return this.#commit(commit).files.get(path);
  }

  async list(_repository: GitOpsRepository, path: string, commit: string) {
    this.#answer();
    validatePath(path, { allowRoot: true });
    const prefix = path === '' ? '' : `${path}/`;
    const names = new Map<string, 'file' | 'directory'>();
    for (const file of this.#commit(commit).files.keys()) {
      if (file.startsWith(prefix)) {
        const [name, ...rest] = file.slice(prefix.length).split('/');
        names.set(name, rest.length > 0 ? 'directory' : 'file');
      }
    }
    return names.size > 0
      ? Array.from(names, ([name, type]) => ({ name, type }))
      : undefined;
  }

  async proposeChange(
    repository: GitOpsRepository,
    change: ProposedChange,
  ): Promise<PullRequest> {
    this.#answer();
    validateBranch(change.branch);
    // No await from here on: what two callers do at once must stay one after the other.
    const open = this.#open(change.branch);
    if (open) {
      return { ...open };
    }
    const trailers = Object.entries(change.trailers ?? {}).map(
      ([key, value]) => `${key}: ${value}`,
    );
    const commit = this.#apply(
      change.base.commit,
      change.edits,
      [change.title, '', ...trailers].join('\n'),
    );
    this.#branches.set(change.branch, commit);
    const number = this.pulls.length + 1;
    const pull: FakePullRequest = {
      number,
      url: `https://git.example/${repository.owner}/${repository.name}/pull/${number}`,
      title: change.title,
      state: 'open',
      branch: change.branch,
      headCommit: commit,
      base: change.base.branch,
      body: change.body,
      comments: [],
    };
    this.pulls.push(pull);
    return { ...pull };
  }

  async findOpen(
    _repository: GitOpsRepository,
    branch: string,
  ): Promise<PullRequest | undefined> {
    this.#answer();
    const pull = this.#open(branch);
    return pull && { ...pull };
  }

  async status(
    _repository: GitOpsRepository,
    number: number,
  ): Promise<PullRequest> {
    this.#answer();
    return { ...this.#pull(number) };
  }

  async close(
    _repository: GitOpsRepository,
    number: number,
    comment: string,
  ): Promise<void> {
    this.#answer();
    const pull = this.#pull(number);
    if (pull.state === 'open') {
      pull.comments.push(comment);
      pull.state = 'closed';
    }
  }

  async contains(
    _repository: GitOpsRepository,
    commit: string,
    ancestor: string,
  ): Promise<boolean> {
    this.#answer();
    validateCommit(commit);
    validateCommit(ancestor);
    if (!this.#commits.has(commit) || !this.#commits.has(ancestor)) {
      throw new NotFoundError('There is no such commit');
    }
    const open = [commit];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next === ancestor) {
        return true;
      }
      open.push(...(this.#commits.get(next)?.parents ?? []));
    }
    return false;
  }

  fileUrl(repository: GitOpsRepository, path: string, ref: string): string {
    return `https://git.example/${repository.owner}/${repository.name}/blob/${ref}/${path}`;
  }

  /** Commits to a branch as somebody else would; returns the commit. */
  push(branch: string, edits: FileEdit[], message = 'Change'): string {
    const head = this.#branches.get(branch);
    if (!head) {
      throw new NotFoundError(`No branch ${branch}`);
    }
    const commit = this.#apply(head, edits, message);
    this.#branches.set(branch, commit);
    return commit;
  }

  /** Merges a pull request as a person would; returns the merge commit. */
  merge(number: number): string {
    const pull = this.#pull(number);
    const base = this.#branches.get(pull.base) ?? '';
    const head = this.#commit(pull.headCommit);
    const parent = this.#commit(head.parents[0]);
    const files = new Map(this.#commit(base).files);
    for (const [path, content] of head.files) {
      if (parent.files.get(path) !== content) {
        files.set(path, content);
      }
    }
    const commit = this.#add({
      parents: [base, pull.headCommit],
      files,
      message: `Merge #${number}`,
    });
    this.#branches.set(pull.base, commit);
    Object.assign(pull, {
      state: 'merged',
      mergeCommit: commit,
      mergedAt: new Date().toISOString(),
    });
    return commit;
  }

  /** The message of a commit. */
  message(commit: string): string {
    return this.#commit(commit).message;
  }

  /** The parents of a commit. */
  parents(commit: string): string[] {
    return this.#commit(commit).parents;
  }

  #open(branch: string): FakePullRequest | undefined {
    return this.pulls.find(p => p.branch === branch && p.state === 'open');
  }

  #answer() {
    if (this.down) {
      throw new ServiceUnavailableError('The Git host does not answer.');
    }
  }

  #apply(base: string, edits: FileEdit[], message: string): string {
    const files = new Map(this.#commit(base).files);
    let changed = false;
    for (const { path, content } of edits) {
      validatePath(path);
      changed ||= files.get(path) !== (content ?? undefined);
      if (content === null) {
        files.delete(path);
      } else {
        files.set(path, content);
      }
    }
    if (!changed) {
      throw new ConflictError('There is nothing to change.');
    }
    return this.#add({ parents: [base], files, message });
  }

  #add(commit: FakeCommit): string {
    const id = createHash('sha1')
      .update(`${this.#commits.size} ${commit.message}`)
      .digest('hex');
    this.#commits.set(id, commit);
    return id;
  }

  #commit(id: string): FakeCommit {
    validateCommit(id);
    const commit = this.#commits.get(id);
    if (!commit) {
      throw new NotFoundError(`No commit ${id}`);
    }
    return commit;
  }

  #pull(number: number): FakePullRequest {
    const pull = this.pulls.find(p => p.number === number);
    if (!pull) {
      throw new NotFoundError(`No pull request #${number}`);
    }
    return pull;
  }
}
