import type { BareRepository } from '../git/BareRepository';
import type { PullRequest } from '../host/HostState';
import { Mergeability, mergeability } from './mergeCommit';

const MAX_KNOWN = 1000;

/**
 * Whether pull requests can be merged, found out as GitHub does: in the background, from the first time that someone asks for
 * one with these two commits.
 *
 * @internal
 */
export class MergeChecks {
  readonly #known = new Map<string, Mergeability | 'computing'>();
  #running: Promise<unknown> = Promise.resolve();

  readonly #repository: BareRepository;
  readonly #report: (error: unknown) => void;

  constructor(repository: BareRepository, report: (error: unknown) => void) {
    this.#repository = repository;
    this.#report = report;
  }

  /** What is known of the base and head of now; undefined until it is computed, which this begins. */
  peek(pull: PullRequest): Mergeability | undefined {
    if (pull.state !== 'open') {
      return { state: 'closed' };
    }
    const key = `${pull.base.sha} ${pull.head.sha}`;
    const known = this.#known.get(key);
    if (known === undefined) {
      this.#known.set(key, 'computing');
      this.#running = Promise.all([
        this.#running,
        this.#compute(key, structuredClone(pull)),
      ]);
    }
    return known === 'computing' ? undefined : known;
  }

  /** Resolves when nothing is computed any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #compute(key: string, pull: PullRequest) {
    try {
      const result = await mergeability(this.#repository, pull);
      this.#known.set(key, result);
      for (const old of this.#known.keys()) {
        if (this.#known.size <= MAX_KNOWN) {
          break;
        }
        this.#known.delete(old);
      }
    } catch (error) {
      this.#known.delete(key);
      this.#report(error);
    }
  }
}
