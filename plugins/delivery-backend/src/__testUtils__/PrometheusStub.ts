import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as Prometheus got it. */
export interface AskedQuery {
  path: string;
  authorization?: string;
  form: URLSearchParams;
}

/** A server on the loopback address whose answers a test writes. */
export class PrometheusStub {
  readonly asked: AskedQuery[] = [];
  /** Answers a request; the default is an empty vector or matrix. */
  answer: (query: AskedQuery, response: ServerResponse) => void = (
    query,
    response,
  ) => this.send(response, query, []);
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) {
        body += chunk;
      }
      const query = {
        path: request.url ?? '',
        authorization: request.headers.authorization,
        form: new URLSearchParams(body),
      };
      this.asked.push(query);
      this.answer(query, response);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  /** A success with these series, each a value at every time asked for. */
  send(
    response: ServerResponse,
    { path, form }: AskedQuery,
    series: string[],
  ): void {
    const isRange = path.endsWith('query_range');
    const [start, end, step] = ['start', 'end', 'step'].map(key =>
      Number(form.get(key)),
    );
    const times = isRange
      ? Array.from(
          { length: Math.floor((end - start) / step + 1e-9) + 1 },
          (_, index) => start + index * step,
        )
      : [Number(form.get('time'))];
    const result = series.map(value => ({
      metric: {},
      ...(isRange
        ? { values: times.map(time => [time, value]) }
        : { value: [times[0], value] }),
    }));
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify({
        status: 'success',
        data: { resultType: isRange ? 'matrix' : 'vector', result },
      }),
    );
  }

  /** An error as Prometheus says it. */
  refuse(response: ServerResponse, status: number, error: string): void {
    response.statusCode = status;
    response.end(
      JSON.stringify({ status: 'error', errorType: 'bad_data', error }),
    );
  }
}
