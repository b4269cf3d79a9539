import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { BareRepository } from '../git/BareRepository';
import type { Commit } from '../git/Commit';
import { EMPTY_TREE, FileChange, diffFiles } from '../git/diffFiles';
import type { RefChange, RefTracker } from '../git/RefTracker';
import { ZERO_ID } from '../git/names';
import { moveRef } from '../git/writeObjects';
import type { HostState, PullRequest } from '../host/HostState';
import type { Person } from '../host/people';
import type { JsonFile } from '../state/JsonFile';
import { MergeMethod, createMergeCommit, mergeability } from './mergeCommit';

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

/** @internal */
export interface NewPullRequest {
  title: string;
  body?: string | null;
  head: string;
  base: string;
  draft?: boolean;
}

/** @internal */
export interface PullRequestUpdate {
  title?: string;
  body?: string | null;
  state?: 'open' | 'closed';
}

/**
 * The pull requests of the repository: their life, and their heads and bases that move with the branches.
 *
 * @internal
 */
export class PullRequests {
  #listeners: Array<(event: PullRequestEvent) => Promise<void>> = [];

  readonly #deps: {
    repository: BareRepository;
    refs: RefTracker;
    state: JsonFile<HostState>;
    now: () => Date;
  };

  constructor(deps: {
    repository: BareRepository;
    refs: RefTracker;
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

  /** `InputError` when a branch is missing or has nothing new, `ConflictError` when one is open for these branches. */
  create(input: NewPullRequest, actor: Person): Promise<PullRequest> {
    return this.#deps.refs.write(actor.login, () => this.#create(input, actor));
  }

  async #create(input: NewPullRequest, actor: Person): Promise<PullRequest> {
    const { repository, state, now } = this.#deps;
    const [head, base] = await Promise.all([
      repository.readRef(`refs/heads/${input.head}`),
      repository.readRef(`refs/heads/${input.base}`),
    ]);
    if (!head || !base) {
      throw new InputError(
        `There is no branch ${head ? input.base : input.head}`,
      );
    }
    if (await repository.isAncestor(head, base)) {
      throw new InputError(
        `No commits between ${input.base} and ${input.head}`,
      );
    }
    if (this.#open(input.head, input.base)) {
      throw new ConflictError(
        `A pull request already exists for ${input.head}`,
      );
    }
    const time = now().toISOString();
    const pull: PullRequest = {
      number: state.value.pulls.length + 1,
      title: input.title,
      body: input.body ?? null,
      state: 'open',
      draft: input.draft ?? false,
      head: { ref: input.head, sha: head },
      base: { ref: input.base, sha: base },
      author: actor.login,
      createdAt: time,
      updatedAt: time,
      closedAt: null,
      mergedAt: null,
      mergedBy: null,
      mergeCommitSha: null,
      labels: [],
    };
    state.value.pulls.push(pull);
    await this.#keepHead(pull);
    await this.#changed({ action: 'opened', pull, actor: actor.login });
    return pull;
  }

  /** Changes title, body or state; a state that is already so changes nothing. */
  update(
    number: number,
    input: PullRequestUpdate,
    actor: Person,
  ): Promise<PullRequest> {
    return this.#deps.refs.write(actor.login, () =>
      this.#update(this.get(number), input, actor),
    );
  }

  async #update(
    pull: PullRequest,
    input: PullRequestUpdate,
    actor: Person,
  ): Promise<PullRequest> {
    const changes: PullRequestEvent['changes'] = {};
    if (input.title !== undefined && input.title !== pull.title) {
      changes.title = { from: pull.title };
      pull.title = input.title;
    }
    if (input.body !== undefined && input.body !== pull.body) {
      changes.body = { from: pull.body ?? '' };
      pull.body = input.body;
    }
    if (changes.title || changes.body) {
      await this.#changed({
        action: 'edited',
        pull,
        actor: actor.login,
        changes,
      });
    }
    if (input.state === 'closed' && pull.state === 'open') {
      await this.#close(pull, actor.login);
    } else if (input.state === 'open' && pull.state === 'closed') {
      await this.#reopen(pull, actor.login);
    }
    return pull;
  }

  /** Whether it could be merged now, and which files stand against it. */
  mergeability(pull: PullRequest) {
    return mergeability(this.#deps.repository, pull);
  }

  /** What it changes, from where it left its base. */
  async files(pull: PullRequest): Promise<FileChange[]> {
    const { repository } = this.#deps;
    const from = await this.#start(pull);
    return diffFiles(repository, from, pull.head.sha);
  }

  /** Its commits, oldest first, at most 250. */
  async commits(pull: PullRequest): Promise<Commit[]> {
    const { repository } = this.#deps;
    const commits = await repository.log({
      from: pull.head.sha,
      excluding: pull.base.sha,
      limit: 250,
    });
    return commits.reverse();
  }

  async #start(pull: PullRequest): Promise<string> {
    const { repository } = this.#deps;
    const fork = await repository.mergeBase(pull.base.sha, pull.head.sha);
    return fork ?? EMPTY_TREE;
  }

  /**
   * Merges into the base branch. `ConflictError` when closed, when the head is not the expected one, when files
   * conflict, or when the base moved meanwhile.
   */
  async merge(
    number: number,
    options: {
      method?: MergeMethod;
      title?: string;
      message?: string;
      expectedHead?: string;
    },
    actor: Person,
  ): Promise<PullRequest> {
    return this.#deps.refs.write(actor.login, () =>
      this.#merge(this.get(number), options, actor),
    );
  }

  async #merge(
    pull: PullRequest,
    options: { method?: MergeMethod; expectedHead?: string },
    actor: Person,
  ): Promise<PullRequest> {
    const { repository, now } = this.#deps;
    const refusal = refusalToMerge(pull);
    if (refusal) {
      throw new ConflictError(refusal);
    }
    if (options.expectedHead && options.expectedHead !== pull.head.sha) {
      throw new ConflictError(
        'Head branch was modified. Review and try the merge again.',
      );
    }
    const time = now().toISOString();
    const commit = await createMergeCommit(repository, pull, {
      ...options,
      actor,
      date: time,
    });
    await moveRef(
      repository,
      `refs/heads/${pull.base.ref}`,
      commit,
      pull.base.sha,
    );
    Object.assign(pull, {
      state: 'closed',
      mergedAt: time,
      closedAt: time,
      mergedBy: actor.login,
      mergeCommitSha: commit,
    });
    await this.#changed({ action: 'closed', pull, actor: actor.login });
    return pull;
  }

  /** Follows what happened to the branches while nobody watched. */
  async catchUp(): Promise<void> {
    const { repository } = this.#deps;
    const open = this.list().filter(pull => pull.state === 'open');
    const refs = new Set(
      open.flatMap(({ head, base }) => [head.ref, base.ref]),
    );
    for (const name of refs) {
      const ref = `refs/heads/${name}`;
      const after = (await repository.readRef(ref)) ?? ZERO_ID;
      await this.followRefs([{ ref, before: ZERO_ID, after }]);
    }
  }

  /** Follows branches that moved: new heads and bases, merged by a push, closed by the end of a branch. */
  async followRefs(changes: RefChange[]): Promise<void> {
    for (const change of changes) {
      const branch = change.ref.replace(/^refs\/heads\//, '');
      const actor = change.actor ?? 'git';
      for (const pull of this.list().filter(it => it.state === 'open')) {
        if (pull.head.ref === branch) {
          await this.#followHead(pull, change.after, actor);
        }
        if (pull.base.ref === branch && change.after !== ZERO_ID) {
          await this.#followBase(pull, change.after, actor);
        }
      }
    }
  }

  async #followHead(pull: PullRequest, after: string, actor: string) {
    if (after === ZERO_ID) {
      await this.#close(pull, actor);
    } else if (after !== pull.head.sha) {
      const before = pull.head.sha;
      pull.head.sha = after;
      await this.#keepHead(pull);
      await this.#changed({
        action: 'synchronize',
        pull,
        actor,
        before,
        after,
      });
    }
  }

  async #followBase(pull: PullRequest, after: string, actor: string) {
    if (after === pull.base.sha) {
      return;
    }
    if (await this.#deps.repository.isAncestor(pull.head.sha, after)) {
      pull.mergedAt = this.#deps.now().toISOString();
      pull.mergedBy = actor;
      pull.mergeCommitSha = after;
      await this.#close(pull, actor);
    } else {
      pull.base.sha = after;
      await this.#deps.state.save();
    }
  }

  async #close(pull: PullRequest, actor: string) {
    pull.state = 'closed';
    pull.closedAt = this.#deps.now().toISOString();
    await this.#changed({ action: 'closed', pull, actor });
  }

  async #reopen(pull: PullRequest, actor: string) {
    const { repository } = this.#deps;
    const head = await repository.readRef(`refs/heads/${pull.head.ref}`);
    const base = await repository.readRef(`refs/heads/${pull.base.ref}`);
    if (pull.mergedAt || !head || !base) {
      throw new InputError(
        `Pull request ${pull.number} cannot be reopened: ${
          pull.mergedAt ? 'it is merged' : 'its branch is gone'
        }`,
      );
    }
    if (this.#open(pull.head.ref, pull.base.ref)) {
      throw new ConflictError(
        `A pull request already exists for ${pull.head.ref}`,
      );
    }
    if (!(await repository.isAncestor(pull.head.sha, head))) {
      throw new InputError(
        `Pull request ${pull.number} cannot be reopened: the ${pull.head.ref} branch was force-pushed or recreated.`,
      );
    }
    Object.assign(pull, { state: 'open', closedAt: null });
    pull.head.sha = head;
    pull.base.sha = base;
    await this.#keepHead(pull);
    await this.#changed({ action: 'reopened', pull, actor });
  }

  #open(head: string, base: string): PullRequest | undefined {
    return this.#deps.state.value.pulls.find(
      pull =>
        pull.state === 'open' &&
        pull.head.ref === head &&
        pull.base.ref === base,
    );
  }

  /** `refs/pull/N/head` keeps the commits when the branch is gone, as GitHub does. */
  async #keepHead(pull: PullRequest) {
    const { repository } = this.#deps;
    const ref = `refs/pull/${pull.number}/head`;
    await moveRef(
      repository,
      ref,
      pull.head.sha,
      await repository.readRef(ref),
    );
  }

  async #changed(event: PullRequestEvent) {
    event.pull.updatedAt = this.#deps.now().toISOString();
    await this.#deps.state.save();
    for (const listener of this.#listeners) {
      await listener(event);
    }
  }
}

function refusalToMerge(pull: PullRequest): string | undefined {
  if (pull.mergedAt) {
    return `Pull request ${pull.number} is merged already`;
  }
  if (pull.state === 'closed') {
    return `Pull request ${pull.number} is closed`;
  }
  return pull.draft ? `Pull request ${pull.number} is a draft` : undefined;
}
