/**
 * Works on items one after the other in the background. Each key waits at most once: what is added under it later replaces what
 * waits.
 */
export class BackgroundQueue<Item> {
  readonly #maxWaiting: number;
  readonly #signal: AbortSignal;
  readonly #work: (item: Item, key: string) => Promise<void>;
  readonly #waiting = new Map<string, Item>();
  #running: Promise<void> | undefined;

  /** `work` handles its own errors. */
  constructor(options: {
    maxWaiting: number;
    /** Nothing is begun after it. */
    signal: AbortSignal;
    work: (item: Item, key: string) => Promise<void>;
  }) {
    this.#maxWaiting = options.maxWaiting;
    this.#signal = options.signal;
    this.#work = options.work;
  }

  /** False when it is full. */
  add(key: string, item: Item): boolean {
    if (this.#waiting.size >= this.#maxWaiting && !this.#waiting.has(key)) {
      return false;
    }
    this.#waiting.set(key, item);
    this.#running ??= Promise.resolve().then(() => this.#run());
    return true;
  }

  delete(key: string): void {
    this.#waiting.delete(key);
  }

  /** What is under way is finished. */
  clear(): void {
    this.#waiting.clear();
  }

  /** Resolves when nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      // Walking a Map also gives what is added meanwhile.
      for (const [key, item] of this.#waiting) {
        if (this.#signal.aborted) {
          this.#waiting.clear();
          break;
        }
        this.#waiting.delete(key);
        await this.#work(item, key);
      }
    } finally {
      // What is added later is worked on, whatever became of this.
      this.#running = undefined;
    }
  }
}
