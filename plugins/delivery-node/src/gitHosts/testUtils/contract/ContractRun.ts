import { randomUUID } from 'node:crypto';
import type { GitHosts, GitLocation } from '../../GitHosts';
import type { FileEdit, PullRequest } from '../../PullRequests';
import type { FakeFile } from '../FakeGitHost';

/**
 * A repository to try an adapter on. The contract pushes branches of its own to it, all named `contract/…`, and opens and closes
 * pull requests.
 *
 * @public
 */
export interface GitHostContractTarget {
  /** Resolves `url` by the adapter. */
  hosts: GitHosts;
  /** Address of the repository's page. */
  url: string;
  /** As somebody pushes a new branch with one commit on the default branch that has these files alone. Returns the commit. */
  push(branch: string, files: Record<string, FakeFile>): Promise<string>;
  /** As somebody gives a branch another name at the host. */
  renameBranch(from: string, to: string): Promise<void>;
  /** As somebody pushes one more commit to a branch. Returns the commit. */
  commitTo(
    branch: string,
    file: { path: string; content: string },
  ): Promise<string>;
  /** As somebody tags a commit. */
  tag(name: string, commit: string): Promise<void>;
  /** As somebody gives a pull request labels. */
  label(number: number, labels: string[]): Promise<void>;
  /** The comments of a pull request, oldest first. */
  comments(number: number): Promise<string[]>;
  /** Called after the last test. */
  stop?(): Promise<void>;
}

interface Proposal {
  base?: { branch: string; commit: string };
  edits?: FileEdit[];
}

/** One run of the contract on a target. */
export class ContractRun {
  readonly #start: () => Promise<GitHostContractTarget>;
  readonly #opened = new Set<number>();
  #target?: GitHostContractTarget;
  #location?: GitLocation;

  constructor(start: () => Promise<GitHostContractTarget>) {
    this.#start = start;
  }

  async start(): Promise<void> {
    this.#target = await this.#start();
    this.#location = await this.target.hosts.resolve(this.target.url);
  }

  async stop(): Promise<void> {
    if (this.#location) {
      for (const number of this.#opened) {
        await this.pullRequests.close(number, 'The test is over.');
      }
    }
    await this.#target?.stop?.();
  }

  get target(): GitHostContractTarget {
    return this.#started(this.#target);
  }

  get location(): GitLocation {
    return this.#started(this.#location);
  }

  get reader() {
    return this.location.reader;
  }

  get pullRequests() {
    return this.location.pullRequests;
  }

  newBranch(): string {
    return `contract/${randomUUID()}`;
  }

  /** The file that {@link propose} writes on a branch when it is given no edits. */
  fileOf(branch: string): string {
    return `contract/${branch.split('/').pop()}.txt`;
  }

  /** Proposes one line in a file of its own on the default branch, where nothing else is asked for. */
  async propose(branch: string, proposal: Proposal = {}): Promise<PullRequest> {
    const base = proposal.base ?? (await this.base());
    const title = `Contract test ${branch}`;
    const commit = await this.pullRequests.commit({
      parent: base.commit,
      edits: proposal.edits ?? [
        { path: this.fileOf(branch), content: 'a line\n' },
      ],
      title,
      trailers: { 'Promoted-By': 'user:default/test' },
      author: { name: 'Contract Test', email: 'contract@example.invalid' },
    });
    return this.open(branch, commit, base.branch);
  }

  /** Opens the pull request of a commit; it is closed after the last test. */
  async open(
    branch: string,
    commit: string,
    baseBranch: string,
  ): Promise<PullRequest> {
    const pull = await this.pullRequests.open({
      branch,
      commit,
      baseBranch,
      title: `Contract test ${branch}`,
      body: 'Opened by a test, closed by it again.',
    });
    this.#opened.add(pull.number);
    return pull;
  }

  /** The default branch and its commit. */
  async base(): Promise<{ branch: string; commit: string }> {
    const branch = await this.reader.defaultBranch();
    return { branch, commit: await this.reader.head(branch) };
  }

  #started<T>(value: T | undefined): T {
    if (value === undefined) {
      throw new Error('The target of the contract did not start');
    }
    return value;
  }
}
