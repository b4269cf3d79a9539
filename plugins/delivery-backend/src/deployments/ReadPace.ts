import { setTimeout as sleep } from 'node:timers/promises';

const MINUTE_MS = 60_000;

/**
 * Spreads the reads of a Git host, so that taking over the histories of hundreds of services leaves the rate limit of the
 * token to the people who promote: some at once, then so many in a minute.
 */
export class ReadPace {
  readonly #atOnce: number;
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  #available: number;
  #countedAt: number;

  constructor(options: {
    atOnce: number;
    perMinute: number;
    now?: () => number;
    sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  }) {
    this.#atOnce = options.atOnce;
    this.#perMinute = options.perMinute;
    this.#now = options.now ?? Date.now;
    this.#sleep =
      options.sleep ??
      ((ms, signal) => sleep(ms, undefined, { signal, ref: false }));
    this.#available = options.atOnce;
    this.#countedAt = this.#now();
  }

  /**
   * Resolves when the next read may begin. For one caller at a time.
   *
   * @throws AbortError when the signal is aborted while it waits
   */
  async next(signal: AbortSignal): Promise<void> {
    this.#count();
    if (this.#available < 1) {
      const missing = 1 - this.#available;
      await this.#sleep(
        Math.ceil((missing * MINUTE_MS) / this.#perMinute),
        signal,
      );
      this.#count();
    }
    this.#available -= 1;
  }

  #count(): void {
    const now = this.#now();
    // A clock that was set back gives nothing and takes nothing.
    const elapsedMs = Math.max(now - this.#countedAt, 0);
    this.#countedAt = now;
    this.#available = Math.min(
      this.#available + (elapsedMs * this.#perMinute) / MINUTE_MS,
      this.#atOnce,
    );
  }
}
