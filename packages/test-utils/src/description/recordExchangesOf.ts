import type { Exchange } from './ApiDescription';

/** The value of a JSON message; undefined for an empty one, and the text of any other. */
export async function bodyOf(message: Request | Response): Promise<unknown> {
  const text = await message.text();
  if (text === '') {
    return undefined;
  }
  const type = message.headers.get('content-type') ?? '';
  // A request whose type nobody set is still JSON.
  return message instanceof Request || /\bjson\b/.test(type)
    ? JSON.parse(text)
    : text;
}

/**
 * Notes each request to an API that this process makes with `fetch`, and its answer, until `stop` is called. `apiPath` gives
 * the path below the API's base address, undefined for what is none of its requests. `answerOf` reads a copy of an answer.
 */
export function recordExchangesOf(options: {
  apiPath: (url: URL) => string | undefined;
  answerOf?: (response: Response) => Promise<unknown>;
}): { exchanges: Exchange[]; stop(): void } {
  const { apiPath, answerOf = bodyOf } = options;
  const exchanges: Exchange[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const response = await original(input, init);
    const url = new URL(request.url);
    const path = apiPath(url);
    // What a redirect led to is not an answer to the request.
    if (path && !response.redirected) {
      exchanges.push({
        method: request.method,
        path,
        query: Object.fromEntries(url.searchParams),
        accept: request.headers.get('accept') ?? '',
        body: await bodyOf(request.clone()),
        status: response.status,
        answer: await answerOf(response.clone()),
      });
    }
    return response;
  };
  return {
    exchanges,
    stop: () => {
      globalThis.fetch = original;
    },
  };
}
