import type { Push } from '../sources/push/Push';

/** Hosts announce a push a moment before all of their servers show it; for so long that is waited for. */
const AWAIT_MS = 15_000;

/** Commits that are remembered as held once. */
const REMEMBERED = 200;

/**
 * The pushes that are still to be followed, in whatever order they came.
 *
 * @internal
 */
export class PushInbox {
  readonly #now: () => number;
  readonly #waiting: Push[] = [];
  readonly #once: string[] = [];
  /** The commit of the last push, for as long as the Git host may not show it yet. */
  #awaited?: { commit: string; until: number };

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Takes a push in. */
  add(push: Push) {
    this.#waiting.push(push);
  }

  /**
   * Takes out the next push that follows a commit. Those that lead to it already are dropped.
   *
   * @returns undefined when none does
   */
  takeFrom(commit: string | undefined): Push | undefined {
    for (let i = this.#waiting.length - 1; i >= 0; i--) {
      const { after, before } = this.#waiting[i];
      if (commit !== undefined && after === commit && before !== commit) {
        this.#waiting.splice(i, 1);
      }
    }
    const index = this.#waiting.findIndex(
      push => commit !== undefined && push.before === commit,
    );
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Drops what waits, for a read of everything to follow it. */
  handOver() {
    const pushes = this.#waiting.splice(0);
    const last = pushes.at(-1);
    if (!last) {
      return;
    }
    const isNew = last.after !== undefined && !this.#once.includes(last.after);
    this.#awaited =
      isNew && last.after
        ? { commit: last.after, until: this.#now() + AWAIT_MS }
        : undefined;
  }

  /** Says that a commit is held, by its name or the beginning of it. */
  hold(commit: string | undefined) {
    if (commit) {
      this.#once.push(commit);
      this.#once.splice(0, this.#once.length - REMEMBERED);
    }
    if (commit && this.#awaited?.commit.startsWith(commit)) {
      this.#awaited = undefined;
    }
  }

  /** Whether a push was announced that the Git host may not show yet. */
  get isAwaiting(): boolean {
    return this.#awaited !== undefined && this.#now() < this.#awaited.until;
  }
}
