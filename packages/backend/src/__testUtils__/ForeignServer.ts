import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server of somebody else, which serves what a test puts there. */
export class ForeignServer {
  readonly #files = new Map<string, string>();
  readonly #server: Server;
  /** Paths that were asked for. */
  readonly requested: string[] = [];

  constructor() {
    this.#server = createServer((request, response) => {
      this.requested.push(request.url ?? '');
      const text = this.#files.get(request.url ?? '');
      response.statusCode = text === undefined ? 404 : 200;
      response.end(text);
    });
  }

  async start(): Promise<void> {
    await new Promise<void>(done =>
      this.#server.listen(0, '127.0.0.1', () => done()),
    );
  }

  get host(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `127.0.0.1:${port}`;
  }

  /** @returns the address of what was put there */
  put(path: string, text: string): string {
    this.#files.set(path, text);
    return `http://${this.host}${path}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
  }
}
