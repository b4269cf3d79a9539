/**
 * Timers by key: a new one for the same key replaces the former, and all end together.
 *
 * @internal
 */
export class Timers {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #stopped = false;

  readonly #speed: number;
  readonly #onError: (error: unknown) => void;

  constructor(
    /** Divides every delay. */
    speed: number,
    onError: (error: unknown) => void,
  ) {
    this.#speed = speed;
    this.#onError = onError;
  }

  has(key: string): boolean {
    return this.#timers.has(key);
  }

  start(key: string, delayMs: number, action: () => Promise<void> | void) {
    if (this.#stopped) {
      return;
    }
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(async () => {
      this.#timers.delete(key);
      try {
        await action();
      } catch (error) {
        this.#onError(error);
      }
    }, delayMs / this.#speed);
    this.#timers.set(key, timer);
  }

  cancel(key: string) {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }

  stop() {
    this.#stopped = true;
    for (const timer of this.#timers.values()) {
      clearTimeout(timer);
    }
    this.#timers.clear();
  }
}
