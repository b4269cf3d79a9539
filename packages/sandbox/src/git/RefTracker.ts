import { BareRepository } from './BareRepository';
import { ZERO_ID } from './names';

/**
 * A branch or tag that was made, moved or removed. A side that does not exist is forty zeros.
 *
 * @internal
 */
export interface RefChange {
  /** Full name, for example `refs/heads/main`. */
  ref: string;
  before: string;
  after: string;
  /** Login of who did it, where known. */
  actor?: string;
}

/** @internal */
export type RefListener = (changes: RefChange[]) => Promise<void>;

/**
 * Tells listeners which refs changed, whoever changed them: the API, a push, or a hand on the repository's files.
 * Listeners run one after the other in the order they were added, and never at the same time for two changes.
 *
 * @internal
 */
export class RefTracker {
  #known = new Map<string, string>();
  #listeners: RefListener[] = [];
  #tail: Promise<void> = Promise.resolve();
  #timer?: NodeJS.Timeout;

  readonly #repository: BareRepository;
  readonly #onError: (error: unknown) => void;

  constructor(repository: BareRepository, onError: (error: unknown) => void) {
    this.#repository = repository;
    this.#onError = onError;
  }

  addListener(listener: RefListener) {
    this.#listeners.push(listener);
  }

  /** Takes the present refs as known and looks again at each interval. */
  async start(intervalMs: number): Promise<void> {
    this.#known = await this.#read();
    this.#timer = setInterval(() => {
      this.check().catch(this.#onError);
    }, intervalMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#tail;
  }

  /** Looks for changes now; resolves when all listeners have heard of them. */
  check(actor?: string): Promise<void> {
    const run = this.#tail.then(() => this.#check(actor));
    this.#tail = run.catch(this.#onError);
    return run;
  }

  /**
   * Runs a change of refs while no other one runs and all known ones are told, then tells of this one. Resolves with
   * the answer of `change` when all listeners have heard.
   */
  write<T>(actor: string, change: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(async () => {
      await this.#check();
      try {
        return await change();
      } finally {
        await this.#check(actor);
      }
    });
    this.#tail = run.then(
      () => {},
      () => {},
    );
    return run;
  }

  async #check(actor?: string): Promise<void> {
    const present = await this.#read();
    const changes: RefChange[] = [];
    for (const [ref, after] of present) {
      const before = this.#known.get(ref) ?? ZERO_ID;
      if (before !== after) {
        changes.push({ ref, before, after, actor });
      }
    }
    for (const [ref, before] of this.#known) {
      if (!present.has(ref)) {
        changes.push({ ref, before, after: ZERO_ID, actor });
      }
    }
    this.#known = present;
    if (changes.length === 0) {
      return;
    }
    for (const listener of this.#listeners) {
      try {
        await listener(changes);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  async #read(): Promise<Map<string, string>> {
    const refs = await this.#repository.listRefs('refs/heads/', 'refs/tags/');
    return new Map(refs.map(({ name, sha }) => [name, sha]));
  }
}
