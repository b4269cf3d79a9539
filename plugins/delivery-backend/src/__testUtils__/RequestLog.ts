import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request, and when it began and ended, in milliseconds of the same clock. */
export interface LoggedRequest {
  method: string;
  /** With its query. */
  path: string;
  from: number;
  until: number;
}

interface UndiciRequest {
  method: string;
  origin: string;
  path: string;
}

const ENDS = ['undici:request:trailers', 'undici:request:error'];

/**
 * How many of these requests came after one another: the longest chain of requests of which each began when the one before
 * it had ended.
 */
export function depthOf(requests: readonly LoggedRequest[]): number {
  const { depth } = [...requests]
    .sort((one, other) => one.until - other.until)
    .reduce(
      (chain, { from, until }) =>
        from >= chain.end ? { depth: chain.depth + 1, end: until } : chain,
      { depth: 0, end: -Infinity },
    );
  return depth;
}

/** Writes down what this process asks of one origin by `fetch`. */
export class RequestLog {
  readonly #origin: string;
  readonly #begun = new Map<UndiciRequest, number>();
  #ended: LoggedRequest[] = [];

  constructor(origin: string) {
    this.#origin = origin;
    subscribe('undici:request:create', this.#begin);
    ENDS.forEach(end => subscribe(end, this.#end));
  }

  /** Those that have ended since this was asked last, in the order in which they began. */
  take(): LoggedRequest[] {
    const ended = this.#ended.sort((one, other) => one.from - other.from);
    this.#ended = [];
    return ended;
  }

  /** Resolves when nothing was asked for so long. */
  async quiet(ms: number): Promise<void> {
    let seen = -1;
    while (this.#begun.size > 0 || this.#ended.length !== seen) {
      seen = this.#ended.length;
      await sleep(ms);
    }
  }

  stop(): void {
    unsubscribe('undici:request:create', this.#begin);
    ENDS.forEach(end => unsubscribe(end, this.#end));
  }

  readonly #begin = (message: unknown) => {
    const { request } = message as { request: UndiciRequest };
    if (request.origin === this.#origin) {
      this.#begun.set(request, performance.now());
    }
  };

  readonly #end = (message: unknown) => {
    const { request } = message as { request: UndiciRequest };
    const from = this.#begun.get(request);
    this.#begun.delete(request);
    if (from !== undefined) {
      const { method, path } = request;
      this.#ended.push({ method, path, from, until: performance.now() });
    }
  };
}
