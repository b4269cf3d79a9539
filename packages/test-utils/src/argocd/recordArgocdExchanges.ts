import { bodyOf, recordExchangesOf } from '../description/recordExchangesOf';

/** The first message of a stream, which says what each of them is like; undefined where it ends without one. */
async function firstMessage(
  body: ReadableStream<Uint8Array>,
): Promise<unknown> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    const [, message] =
      /^(?:data: ?)?(\{.*\})(?:\r?\n|$)/m.exec(text) ?? ([] as string[]);
    if (message && (done || text.includes('\n'))) {
      // Who made the request reads on: that ends when they end it.
      reader.cancel().catch(() => {});
      return JSON.parse(message);
    }
    if (done) {
      return undefined;
    }
  }
}

async function answerOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  const isStream =
    type.startsWith('text/event-stream') || response.url.includes('/logs?');
  return isStream && response.ok && response.body
    ? firstMessage(response.body)
    : bodyOf(response);
}

/**
 * Notes each request to Argo CD's API that this process makes with `fetch`, and its answer, until `stop` is called: of a stream
 * its first message, which is waited for.
 */
export function recordArgocdExchanges() {
  return recordExchangesOf({
    apiPath: ({ pathname }) =>
      pathname.startsWith('/api/v1/') || pathname === '/api/version'
        ? pathname
        : undefined,
    answerOf,
  });
}
