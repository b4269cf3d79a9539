import { request } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

/** What a server answered. */
export interface RawAnswer {
  status: number;
  text: string;
}

/** Sends a request exactly as it is written: no client tidies its path or its body. */
export function sendRaw(
  server: Server,
  options: {
    method: string;
    path: string;
    headers?: Record<string, string>;
    body?: string;
  },
): Promise<RawAnswer> {
  const { port } = server.address() as AddressInfo;
  const { body, ...rest } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, ...rest }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
