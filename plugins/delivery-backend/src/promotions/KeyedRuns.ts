/**
 * Runs a task one at a time for each key. Callers that come while it runs share one more run after it, because the running
 * one may have read its facts before the change that they call for. That run is given what each of them asks for.
 */
export class KeyedRuns<Request, Result> {
  readonly #running = new Map<string, Promise<Result>>();
  readonly #next = new Map<
    string,
    { requests: Request[]; result: Promise<Result> }
  >();

  /** `task` is called with the requests of all callers that share the run: one or more. */
  run(
    key: string,
    request: Request,
    task: (requests: Request[]) => Promise<Result>,
  ): Promise<Result> {
    const waiting = this.#next.get(key);
    if (waiting) {
      waiting.requests.push(request);
      return waiting.result;
    }
    const running = this.#running.get(key);
    if (!running) {
      return this.#start(key, () => task([request]));
    }
    const requests = [request];
    const start = () => {
      this.#next.delete(key);
      return this.#start(key, () => task(requests));
    };
    const result = running.then(start, start);
    this.#next.set(key, { requests, result });
    return result;
  }

  #start(key: string, task: () => Promise<Result>): Promise<Result> {
    const run = task().finally(() => this.#running.delete(key));
    this.#running.set(key, run);
    return run;
  }
}
