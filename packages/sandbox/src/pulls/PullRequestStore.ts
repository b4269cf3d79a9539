import { NotFoundError } from '@backstage/errors';
import type { BareRepository } from '../git/BareRepository';
import { moveRef } from '../git/writeObjects';
import type { HostState, PullRequest } from '../host/HostState';
import type { JsonFile } from '../state/JsonFile';

/**
 * Something that happened to a pull request, in GitHub's words.
 *
 * @internal
 */
export interface PullRequestEvent {
  action: 'opened' | 'closed' | 'reopened' | 'edited' | 'synchronize';
  pull: PullRequest;
  /** Login. */
  actor: string;
  /** Head before and after; only for `synchronize`. */
  before?: string;
  after?: string;
  /** Former title and body; only for `edited`. */
  changes?: { title?: { from: string }; body?: { from: string } };
}

/**
 * The pull requests as they are kept, and who is told when one changes.
 *
 * @internal
 */
export class PullRequestStore {
  #listeners: Array<(event: PullRequestEvent) => Promise<void>> = [];

  readonly #deps: {
    repository: BareRepository;
    state: JsonFile<HostState>;
    now: () => Date;
  };

  constructor(deps: {
    repository: BareRepository;
    state: JsonFile<HostState>;
    now: () => Date;
  }) {
    this.#deps = deps;
  }

  addListener(listener: (event: PullRequestEvent) => Promise<void>) {
    this.#listeners.push(listener);
  }

  /** Newest first. */
  list(): PullRequest[] {
    return [...this.#deps.state.value.pulls].reverse();
  }

  get(number: number): PullRequest {
    const pull = this.#deps.state.value.pulls.find(it => it.number === number);
    if (!pull) {
      throw new NotFoundError(`There is no pull request ${number}`);
    }
    return pull;
  }

  /** The one that is open for these branches. */
  findOpen(head: string, base: string): PullRequest | undefined {
    return this.#deps.state.value.pulls.find(
      pull =>
        pull.state === 'open' &&
        pull.head.ref === head &&
        pull.base.ref === base,
    );
  }

  /** Keeps a new one under the next number. */
  add(pull: Omit<PullRequest, 'number'>): PullRequest {
    const { pulls } = this.#deps.state.value;
    const added = { number: pulls.length + 1, ...pull };
    pulls.push(added);
    return added;
  }

  /** Writes what was changed without anyone being told. */
  save(): Promise<void> {
    return this.#deps.state.save();
  }

  /** Closes one, merged or not. */
  async close(pull: PullRequest, actor: string): Promise<void> {
    pull.state = 'closed';
    pull.closedAt = this.#deps.now().toISOString();
    await this.changed({ action: 'closed', pull, actor });
  }

  /** `refs/pull/N/head` keeps the commits when the branch is gone, as GitHub does. */
  async keepHead(pull: PullRequest): Promise<void> {
    const { repository } = this.#deps;
    const ref = `refs/pull/${pull.number}/head`;
    await moveRef(
      repository,
      ref,
      pull.head.sha,
      await repository.readRef(ref),
    );
  }

  /** Writes what was changed of a pull request, and tells of it. */
  async changed(event: PullRequestEvent): Promise<void> {
    event.pull.updatedAt = this.#deps.now().toISOString();
    await this.#deps.state.save();
    for (const listener of this.#listeners) {
      await listener(event);
    }
  }
}
