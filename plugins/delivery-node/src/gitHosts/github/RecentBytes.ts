interface Kept {
  value: unknown;
  bytes: number;
}

/** What an entry costs beside its value: its key, and its place in the map. */
const OVERHEAD_BYTES = 200;

/**
 * Keeps values while they are smaller than `maxBytes` together: what was not used for longest is forgotten first. Sizes are
 * as those who keep values estimate them.
 */
export class RecentBytes {
  readonly #maxBytes: number;
  /** The one that was used last comes last. */
  readonly #entries = new Map<string, Kept>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Of all that is kept, as it was estimated. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Undefined when nothing is kept by that key; whoever kept it knows of which type it is. */
  get<Value>(key: string): Value | undefined {
    const kept = this.#entries.get(key);
    if (!kept) {
      return undefined;
    }
    this.#entries.delete(key);
    this.#entries.set(key, kept);
    return kept.value as Value;
  }

  /** A value that is larger than all that may be kept is not. */
  set(key: string, value: unknown, estimatedBytes: number): void {
    this.#forget(key);
    const bytes = estimatedBytes + OVERHEAD_BYTES + 2 * key.length;
    if (bytes > this.#maxBytes) {
      return;
    }
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    while (this.#bytes > this.#maxBytes) {
      const [oldest] = this.#entries.keys();
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    const kept = this.#entries.get(key);
    if (kept) {
      this.#entries.delete(key);
      this.#bytes -= kept.bytes;
    }
  }
}
