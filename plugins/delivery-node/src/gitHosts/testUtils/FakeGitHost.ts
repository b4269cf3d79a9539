import { createHash } from 'node:crypto';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { RepositoryAddress } from '@stonegarden/repository-address';
import { commitMessage } from '../commitMessage';
import type { GitHosts, GitLocation } from '../GitHosts';
import type { GitEntryMode, GitReader } from '../GitReader';
import type { PullRequestEvents } from '../PullRequestEvent';
import type {
  FileEdit,
  ProposedChange,
  PullRequest,
  PullRequests,
} from '../PullRequests';
import { refuseFile, refuseFolder } from '../refusedEdits';
import { validateBranch, validateCommit, validatePath } from '../validateNames';

/**
 * A file as somebody pushes it to a Git host in a test. Of a symbolic link the content is the path it leads to, of
 * a submodule the id of a commit.
 *
 * @public
 */
export interface FakeFile {
  mode: Exclude<GitEntryMode, 'directory'>;
  content: string;
}

interface FakeCommit {
  parents: string[];
  files: Map<string, FakeFile>;
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
 * The topic on which a {@link FakeGitHost} tells of pull requests; the payload is `{ url, number }` with the address of
 * the repository.
 *
 * @public
 */
export const FAKE_PULL_REQUEST_TOPIC = 'fake.pull_request';

const fakePullRequestEvents: PullRequestEvents = {
  topics: [FAKE_PULL_REQUEST_TOPIC],
  read: ({ eventPayload }) => {
    const { url, number } = eventPayload as { url: string; number: number };
    return {
      repository: RepositoryAddress.parse(url),
      number,
      state: 'closed',
      branch: 'unknown',
    };
  },
};

/**
 * A Git host in memory with one repository, real parents, branches and pull requests, for tests of what uses
 * {@link GitReader} and {@link PullRequests}.
 *
 * @public
 */
export class FakeGitHost {
  /** While true every call fails as a host does that is not reachable. */
  down = false;
  readonly pulls: FakePullRequest[] = [];
  readonly reader: GitReader;
  readonly pullRequests: PullRequests;
  readonly #commits = new Map<string, FakeCommit>();
  readonly #branches = new Map<string, string>();
  #defaultBranch = 'main';

  /** @param files - by path; a text alone is that of an ordinary file */
  constructor(files: Record<string, string | FakeFile>) {
    this.#branches.set(this.#defaultBranch, this.#snapshot(files));
    this.reader = this.#createReader();
    this.pullRequests = this.#createPullRequests();
  }

  /** The same repository behind every address. */
  get hosts(): GitHosts {
    return {
      resolve: async (url: string): Promise<GitLocation> => {
        const repository = RepositoryAddress.parse(url);
        return {
          reader: this.reader,
          pullRequests: this.pullRequests,
          repository,
          branch: repository.branch ?? this.#defaultBranch,
          path: repository.path,
        };
      },
      pullRequestEvents: fakePullRequestEvents,
    };
  }

  /** Commits to a branch as somebody else would; returns the commit. */
  push(branch: string, edits: FileEdit[], message = 'Change'): string {
    const commit = this.#apply(this.#head(branch), edits, message);
    this.#branches.set(branch, commit);
    return commit;
  }

  /** Pushes a new branch with one commit on the default branch that has these files alone; returns the commit. */
  pushBranch(branch: string, files: Record<string, string | FakeFile>): string {
    const commit = this.#snapshot(files, [this.#head(this.#defaultBranch)]);
    this.#branches.set(branch, commit);
    return commit;
  }

  /** Renames a branch as a person would: pull requests into it follow, those from it are closed. */
  renameBranch(from: string, to: string): void {
    this.#branches.set(to, this.#head(from));
    this.#branches.delete(from);
    if (this.#defaultBranch === from) {
      this.#defaultBranch = to;
    }
    for (const pull of this.pulls.filter(({ state }) => state === 'open')) {
      if (pull.base === from) {
        pull.base = to;
      }
      if (pull.branch === from) {
        pull.state = 'closed';
      }
    }
  }

  /** Merges a pull request as a person would; returns the merge commit. */
  merge(number: number): string {
    const pull = this.#pull(number);
    const base = this.#head(pull.base);
    const head = this.#commit(pull.headCommit);
    const parent = this.#commit(head.parents[0]);
    const files = new Map(this.#commit(base).files);
    for (const [path, file] of head.files) {
      if (parent.files.get(path) !== file) {
        files.set(path, file);
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

  #createReader(): GitReader {
    return {
      defaultBranch: async () => {
        this.#answer();
        return this.#defaultBranch;
      },
      head: async branch => {
        this.#answer();
        return this.#head(branch);
      },
      read: async (path, commit) => {
        this.#answer();
        validatePath(path);
        const file = this.#commit(commit).files.get(path);
        return file && file.mode !== 'submodule'
          ? { mode: file.mode, content: file.content }
          : undefined;
      },
      list: async (path, commit) => {
        this.#answer();
        validatePath(path, { allowRoot: true });
        const prefix = path === '' ? '' : `${path}/`;
        const entries = new Map<string, GitEntryMode>();
        for (const [file, { mode }] of this.#commit(commit).files) {
          if (file.startsWith(prefix)) {
            const [name, ...rest] = file.slice(prefix.length).split('/');
            entries.set(name, rest.length > 0 ? 'directory' : mode);
          }
        }
        return entries.size > 0 || path === ''
          ? Array.from(entries, ([name, mode]) => ({ name, mode }))
          : undefined;
      },
      contains: async (commit, ancestor) => {
        this.#answer();
        return this.#contains(commit, ancestor);
      },
    };
  }

  #createPullRequests(): PullRequests {
    return {
      propose: async change => {
        this.#answer();
        // No await from here on: what two callers do at once must stay one after the other.
        return this.#propose(change);
      },
      find: async branch => {
        this.#answer();
        const pull = this.#open(branch);
        return pull && { ...pull };
      },
      status: async number => {
        this.#answer();
        return { ...this.#pull(number) };
      },
      close: async (number, comment) => {
        this.#answer();
        const pull = this.#pull(number);
        if (pull.state === 'open') {
          pull.comments.push(comment);
          pull.state = 'closed';
        }
      },
    };
  }

  #propose(change: ProposedChange): PullRequest {
    validateBranch(change.branch);
    const open = this.#open(change.branch);
    if (open) {
      return { ...open };
    }
    this.#head(change.base.branch);
    const commit = this.#apply(
      change.base.commit,
      change.edits,
      commitMessage(change),
    );
    this.#branches.set(change.branch, commit);
    const number = this.pulls.length + 1;
    const pull: FakePullRequest = {
      number,
      url: `https://git.example/acme/platform/pull/${number}`,
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

  /** Adds a commit with these files alone. */
  #snapshot(
    files: Record<string, string | FakeFile>,
    parents: string[] = [],
  ): string {
    return this.#add({
      parents,
      files: new Map(
        Object.entries(files).map(([path, file]) => [
          path,
          typeof file === 'string' ? { mode: 'file', content: file } : file,
        ]),
      ),
      message: 'First',
    });
  }

  #contains(commit: string, ancestor: string): boolean {
    this.#commit(ancestor);
    const open = [commit];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next === ancestor) {
        return true;
      }
      open.push(...this.#commit(next).parents);
    }
    return false;
  }

  #open(branch: string): FakePullRequest | undefined {
    return this.pulls.find(p => p.branch === branch && p.state === 'open');
  }

  #answer() {
    if (this.down) {
      throw new ServiceUnavailableError('The Git host does not answer.');
    }
  }

  #head(branch: string): string {
    const commit = this.#branches.get(branch);
    if (!commit) {
      throw new NotFoundError(`There is no branch ${branch}`);
    }
    return commit;
  }

  #apply(base: string, edits: FileEdit[], message: string): string {
    const files = new Map(this.#commit(base).files);
    let changed = false;
    for (const { path, content } of edits) {
      validatePath(path);
      const existing = files.get(path);
      this.#refuse(files, path, content);
      if (content === null) {
        changed = files.delete(path) || changed;
      } else if (existing?.content !== content) {
        changed = true;
        files.set(path, { mode: existing?.mode ?? 'file', content });
      }
    }
    if (!changed) {
      throw new ConflictError('There is nothing to change.');
    }
    return this.#add({ parents: [base], files, message });
  }

  #refuse(
    files: Map<string, FakeFile>,
    path: string,
    content: string | null,
  ): void {
    const parts = path.split('/');
    parts.slice(1).forEach((_, index) => {
      const above = parts.slice(0, index + 1).join('/');
      const inTheWay = files.get(above);
      if (inTheWay) {
        refuseFolder(above, inTheWay.mode);
      }
    });
    const existing = files.get(path);
    if (
      existing?.mode === 'submodule' ||
      (existing?.mode === 'symlink' && content !== null)
    ) {
      refuseFile(path, existing.mode);
    }
    if ([...files.keys()].some(file => file.startsWith(`${path}/`))) {
      refuseFile(path, 'directory');
    }
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
      throw new NotFoundError(`There is no commit ${id}`);
    }
    return commit;
  }

  #pull(number: number): FakePullRequest {
    const pull = this.pulls.find(p => p.number === number);
    if (!pull) {
      throw new NotFoundError(`There is no pull request #${number}`);
    }
    return pull;
  }
}
