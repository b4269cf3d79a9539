import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {{ method: string, path: string, from: number, until: number, bytes: number }} Passed
 *   bytes: bodies of the request and of its answer
 */

/** Stands in front of a Git host: lets each request wait as a network would, and writes down what passed. */
export class HostProxy {
  /** Milliseconds from a request to the begin of its answer, on top of what the host itself takes. */
  latencyMs = 0;
  /**
   * Answers in place of the host what it does not serve; undefined passes a request on.
   * @type {(method: string, path: string) => object | undefined}
   */
  answer = () => undefined;
  #agent = new http.Agent({ keepAlive: true });
  #target;
  #server;
  #open = 0;
  /** @type {Passed[]} */
  #passed = [];

  /** @param {string} target origin of the host */
  constructor(target) {
    this.#target = target;
    this.#server = http.createServer((request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  async start() {
    // A connection that is closed for its silence may just be used again.
    this.#server.keepAliveTimeout = 10 * 60_000;
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url() {
    const address = /** @type {import('node:net').AddressInfo} */ (
      this.#server.address()
    );
    return `http://127.0.0.1:${address.port}`;
  }

  /** What has passed since this was asked last, when nothing has been asked for so long. @param {number} [quietMs] */
  async take(quietMs = 0) {
    let seen = -1;
    while (quietMs > 0 && (this.#open > 0 || seen !== this.#passed.length)) {
      seen = this.#passed.length;
      await sleep(quietMs);
    }
    const passed = this.#passed;
    this.#passed = [];
    return passed;
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    this.#agent.destroy();
  }

  /** @param {http.IncomingMessage} request @param {http.ServerResponse} response */
  async #pass(request, response) {
    const { method = 'GET', url: path = '/' } = request;
    const record = {
      ...{ method, path, bytes: 0 },
      ...{ from: performance.now(), until: Infinity },
    };
    this.#open += 1;
    response.on('close', () => {
      record.until = performance.now();
      this.#open -= 1;
      this.#passed.push(record);
    });
    const count = (/** @type {Buffer} */ chunk) => {
      record.bytes += chunk.length;
    };
    await sleep(this.latencyMs);
    const own = this.answer(method, path);
    if (own) {
      request.on('data', count);
      await once(request, 'end');
      const text = JSON.stringify(own);
      count(Buffer.from(text));
      response.setHeader('content-type', 'application/json');
      response.end(text);
      return;
    }
    const onward = http.request(new URL(path, this.#target), {
      ...{ method, agent: this.#agent },
      headers: { ...request.headers, host: new URL(this.#target).host },
    });
    onward.on('error', () => response.destroy());
    request.on('data', count);
    request.pipe(onward);
    const [answer] = /** @type {[http.IncomingMessage]} */ (
      await once(onward, 'response')
    );
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('data', count);
    answer.pipe(response);
  }
}
