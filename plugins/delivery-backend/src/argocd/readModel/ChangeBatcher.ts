/** What changed since the last batch. */
export interface ChangeBatch {
  /** Names of services. */
  services: ReadonlySet<string>;
  /** The reachability of an instance changed, which may concern any service. */
  everything: boolean;
}

/** Collects changes for a moment, so that a storm of events becomes a few batches. */
export class ChangeBatcher {
  readonly #delayMs: number;
  readonly #onBatch: (batch: ChangeBatch) => void;
  #services = new Set<string>();
  #everything = false;
  #timer: NodeJS.Timeout | undefined;

  /** `delayMs`: the longest a change waits. */
  constructor(options: {
    delayMs: number;
    onBatch: (batch: ChangeBatch) => void;
  }) {
    this.#delayMs = options.delayMs;
    this.#onBatch = options.onBatch;
  }

  addServices(services: Iterable<string>): void {
    for (const service of services) {
      this.#services.add(service);
    }
    this.#schedule();
  }

  addEverything(): void {
    this.#everything = true;
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      const batch = { services: this.#services, everything: this.#everything };
      this.#services = new Set();
      this.#everything = false;
      this.#timer = undefined;
      this.#onBatch(batch);
    }, this.#delayMs);
  }
}
