import type { BareRepository } from '../git/BareRepository';
import { ZERO_ID } from '../git/names';
import type { RefChange } from '../git/RefTracker';
import type { PullRequest } from '../host/HostState';
import type { PullRequestStore } from './PullRequestStore';

/**
 * Lets the heads and bases of pull requests move with their branches.
 *
 * @internal
 */
export class PullRequestFollower {
  readonly #deps: {
    repository: BareRepository;
    store: PullRequestStore;
    now: () => Date;
  };

  constructor(deps: {
    repository: BareRepository;
    store: PullRequestStore;
    now: () => Date;
  }) {
    this.#deps = deps;
  }

  /** Follows what happened to the branches while nobody watched. */
  async catchUp(): Promise<void> {
    const { repository } = this.#deps;
    const open = this.#deps.store.list().filter(pull => pull.state === 'open');
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
      for (const pull of this.#deps.store
        .list()
        .filter(it => it.state === 'open')) {
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
      await this.#deps.store.close(pull, actor);
    } else if (after !== pull.head.sha) {
      const before = pull.head.sha;
      pull.head.sha = after;
      await this.#deps.store.keepHead(pull);
      await this.#deps.store.changed({
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
      await this.#deps.store.close(pull, actor);
    } else {
      pull.base.sha = after;
      await this.#deps.store.save();
    }
  }
}
