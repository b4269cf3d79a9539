import { ArgocdNotAnsweringError } from './argocdErrors';

const FAILURES = 5;
const PAUSE_MS = 10_000;

/**
 * Spares people the wait for an instance that does not answer: after some failures in a row, calls fail at once. After a pause
 * one call is let through, and its outcome decides. Any answer, also to the list or the stream, ends it; only whether the
 * instance is there at all, which is asked without a token, counts neither way: it may be while nothing else is answered.
 */
export class CallBreaker {
  readonly #now: () => number;
  #failures = 0;
  #since = 0;
  #pausedUntil = 0;
  #cause: unknown;

  constructor(options: { now?: () => number } = {}) {
    this.#now = options.now ?? Date.now;
  }

  /** Throws `ArgocdNotAnsweringError` while calls are not let through. */
  admit(): void {
    if (this.#failures < FAILURES) {
      return;
    }
    if (this.#now() < this.#pausedUntil) {
      throw new ArgocdNotAnsweringError(new Date(this.#since), this.#cause);
    }
    // This call is the probe: others wait for its outcome as long as for another pause.
    this.#pausedUntil = this.#now() + PAUSE_MS;
  }

  answered(): void {
    this.#failures = 0;
  }

  failed(error: unknown): void {
    if (this.#failures === 0) {
      this.#since = this.#now();
    }
    this.#failures += 1;
    this.#cause = error;
    if (this.#failures >= FAILURES) {
      this.#pausedUntil = this.#now() + PAUSE_MS;
    }
  }
}
