import { subscribe } from 'node:diagnostics_channel';

/** A request, and when it began and ended, in milliseconds of the same clock. */
export interface UpstreamRequest {
  method: string;
  path: string;
  from: number;
  until: number;
}

interface Request {
  method: string;
  origin: string;
  path: string;
}

/** Watches the requests of this process to one origin. */
export class Upstream {
  readonly #begun = new Map<Request, number>();
  #ended: UpstreamRequest[] = [];

  constructor(origin: string) {
    subscribe('undici:request:create', message => {
      const { request } = message as { request: Request };
      if (request.origin === origin) {
        this.#begun.set(request, performance.now());
      }
    });
    for (const end of ['undici:request:trailers', 'undici:request:error']) {
      subscribe(end, message => {
        const { request } = message as { request: Request };
        const from = this.#begun.get(request);
        this.#begun.delete(request);
        if (from !== undefined) {
          const { method, path } = request;
          this.#ended.push({ method, path, from, until: performance.now() });
        }
      });
    }
  }

  /** Those that have ended since this was asked last, in the order of their ends. */
  take(): UpstreamRequest[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }
}
