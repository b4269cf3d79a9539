/**
 * Runs one read at a time: requests in the same moment share one, a request during a read is followed by one more, and
 * a failed read is tried again with growing delays.
 *
 * @internal
 */
export class ReadQueue {
  readonly #options: {
    read: () => Promise<void>;
    /** How long to wait for further requests, in milliseconds. */
    debounceMs: number;
    /** Delays before each further attempt, in milliseconds; the last one goes on, since a schedule may be far. */
    retryDelaysMs: number[];
  };
  #timer?: { handle: NodeJS.Timeout; dueAt: number };
  #isReading = false;
  #isWantedAgain = false;
  #isStopped = false;
  #failures = 0;
  #waiting: Array<() => void> = [];

  constructor(options: {
    read: () => Promise<void>;
    /** How long to wait for further requests, in milliseconds. */
    debounceMs: number;
    /** Delays before each further attempt, in milliseconds; the last one goes on, since a schedule may be far. */
    retryDelaysMs: number[];
  }) {
    this.#options = options;
  }

  /** Asks for a read soon. */
  request(): void {
    this.#want(this.#options.debounceMs);
  }

  /** Asks for a read and waits until one that began afterwards has ended, well or not. */
  async run(): Promise<void> {
    if (this.#isStopped) {
      return;
    }
    const ended = new Promise<void>(resolve => this.#waiting.push(resolve));
    // Nothing else comes with it in the same moment, as with events.
    this.#want(0);
    await ended;
  }

  /** Ends waiting and retrying; a read under way ends by itself. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer?.handle);
    this.#timer = undefined;
    this.#waiting.splice(0).forEach(resolve => resolve());
  }

  #want(delayMs: number): void {
    this.#failures = 0;
    if (this.#isReading) {
      this.#isWantedAgain = true;
    } else {
      this.#schedule(delayMs);
    }
  }

  #schedule(delayMs: number): void {
    const dueAt = Date.now() + delayMs;
    if (this.#isStopped || (this.#timer && this.#timer.dueAt <= dueAt)) {
      return;
    }
    clearTimeout(this.#timer?.handle);
    const handle = setTimeout(() => this.#readOnce(), delayMs);
    handle.unref();
    this.#timer = { handle, dueAt };
  }

  async #readOnce(): Promise<void> {
    this.#timer = undefined;
    this.#isReading = true;
    this.#isWantedAgain = false;
    const ended = this.#waiting.splice(0);
    let failed = false;
    try {
      await this.#options.read();
    } catch {
      // The read itself logs what went wrong.
      failed = true;
    }
    this.#isReading = false;
    ended.forEach(resolve => resolve());

    if (this.#isWantedAgain) {
      this.#schedule(this.#options.debounceMs);
    } else if (failed) {
      const { retryDelaysMs } = this.#options;
      const delay = retryDelaysMs[this.#failures] ?? retryDelaysMs.at(-1);
      this.#failures += 1;
      if (delay !== undefined) {
        this.#schedule(delay);
      }
    } else {
      this.#failures = 0;
    }
  }
}
