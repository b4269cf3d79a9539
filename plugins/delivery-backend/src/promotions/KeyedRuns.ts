/**
 * Runs a task one at a time for each key. Callers that come while it runs share one more run after it, because the running
 * one may have read its facts before the change that they call for.
 */
export class KeyedRuns<T> {
  readonly #running = new Map<string, Promise<T>>();
  readonly #next = new Map<string, Promise<T>>();

  run(key: string, task: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (!running) {
      return this.#start(key, task);
    }
    const waiting = this.#next.get(key);
    if (waiting) {
      return waiting;
    }
    const start = () => {
      this.#next.delete(key);
      return this.#start(key, task);
    };
    const next = running.then(start, start);
    this.#next.set(key, next);
    return next;
  }

  #start(key: string, task: () => Promise<T>): Promise<T> {
    const run = task().finally(() => this.#running.delete(key));
    this.#running.set(key, run);
    return run;
  }
}
