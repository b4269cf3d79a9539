import { RequestListener, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server on the loopback address; `close` ends open connections too.
 *
 * @internal
 */
export interface LoopbackServer {
  url: string;
  /** Who answers; 503 until this is called. */
  serve(handler: RequestListener): void;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1. Port 0 takes any free one. A busy port is an error that says how to choose another.
 *
 * @param purpose - for example `Git`
 * @param option - how the caller names the port, for example `--git-port`
 * @internal
 */
export function listen(
  port: number,
  purpose: string,
  option: string,
): Promise<LoopbackServer> {
  let handler: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Retry-After': '1' }).end('starting\n');
  };
  const server = createServer((request, response) =>
    handler(request, response),
  );
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? 'is in use by another process'
          : `cannot be used (${error.code ?? error.message})`;
      reject(
        new Error(
          `Port ${port} for the sandbox's ${purpose} server ${reason}. Free it or choose another with ${option}.`,
        ),
      );
    });
    server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error');
      const address = server.address() as AddressInfo;
      resolve({
        serve: next => {
          handler = next;
        },
        url: `http://127.0.0.1:${address.port}`,
        close: () =>
          new Promise(done => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}
