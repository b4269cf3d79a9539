import { ConflictError, InputError } from '@backstage/errors';
import type { BareRepository } from '../git/BareRepository';
import type { Commit } from '../git/Commit';
import { EMPTY_TREE, FileChange, diffFiles } from '../git/diffFiles';
import type { RefTracker } from '../git/RefTracker';
import { moveRef } from '../git/writeObjects';
import type { PullRequest } from '../host/HostState';
import type { Person } from '../host/people';
import { MergeMethod, createMergeCommit, mergeability } from './mergeCommit';
import type { PullRequestEvent, PullRequestStore } from './PullRequestStore';

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

/** What {@link PullRequests} works with. */
interface PullRequestsDeps {
  repository: BareRepository;
  refs: RefTracker;
  store: PullRequestStore;
  now: () => Date;
}

/**
 * The pull requests of the repository, and what people do with them.
 *
 * @internal
 */
export class PullRequests {
  readonly #deps: PullRequestsDeps;

  constructor(deps: PullRequestsDeps) {
    this.#deps = deps;
  }

  /** Newest first. */
  list(): PullRequest[] {
    return this.#deps.store.list();
  }

  get(number: number): PullRequest {
    return this.#deps.store.get(number);
  }

  /** `InputError` when a branch is missing or has nothing new, `ConflictError` when one is open for these branches. */
  create(input: NewPullRequest, actor: Person): Promise<PullRequest> {
    return this.#deps.refs.write(actor.login, () => this.#create(input, actor));
  }

  async #create(input: NewPullRequest, actor: Person): Promise<PullRequest> {
    const { repository, store, now } = this.#deps;
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
    if (store.findOpen(input.head, input.base)) {
      throw new ConflictError(
        `A pull request already exists for ${input.head}`,
      );
    }
    const time = now().toISOString();
    const pull = store.add({
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
      reviewers: [],
      teamReviewers: [],
    });
    await store.keepHead(pull);
    await store.changed({ action: 'opened', pull, actor: actor.login });
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
      await this.#deps.store.changed({
        action: 'edited',
        pull,
        actor: actor.login,
        changes,
      });
    }
    if (input.state === 'closed' && pull.state === 'open') {
      await this.#deps.store.close(pull, actor.login);
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
    await this.#deps.store.changed({
      action: 'closed',
      pull,
      actor: actor.login,
    });
    return pull;
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
    if (this.#deps.store.findOpen(pull.head.ref, pull.base.ref)) {
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
    await this.#deps.store.keepHead(pull);
    await this.#deps.store.changed({ action: 'reopened', pull, actor });
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
