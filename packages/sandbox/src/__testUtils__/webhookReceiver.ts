import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook as it arrived. */
export interface ReceivedWebhook {
  event: string;
  delivery: string;
  /** Whether the signature fits the body. */
  signed: boolean;
  payload: Record<string, unknown>;
}

/** A portal that takes webhooks; `answers` are the statuses of its first answers, 202 afterwards. */
export async function webhookReceiver(secret: string, answers: number[] = []) {
  const received: ReceivedWebhook[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks);
    const status = answers.shift() ?? 202;
    if (status < 300) {
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      received.push({
        event: String(request.headers['x-github-event']),
        delivery: String(request.headers['x-github-delivery']),
        signed:
          request.headers['x-hub-signature-256'] === `sha256=${signature}`,
        payload: JSON.parse(body.toString('utf8')),
      });
    }
    response.writeHead(status).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
