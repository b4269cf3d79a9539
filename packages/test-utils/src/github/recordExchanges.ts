import type { Exchange } from './GithubDescription';

const ENTERPRISE_API = '/api/v3';

function apiPath({ pathname }: URL): string | undefined {
  const path = pathname.startsWith(`${ENTERPRISE_API}/`)
    ? pathname.slice(ENTERPRISE_API.length)
    : pathname;
  return /^\/(repos|user|rate_limit)(\/|$)/.test(path) ? path : undefined;
}

async function bodyOf(message: Request | Response): Promise<unknown> {
  const text = await message.clone().text();
  if (text === '') {
    return undefined;
  }
  const type = message.headers.get('content-type') ?? '';
  // A request whose type nobody set is still JSON.
  return message instanceof Request || /\bjson\b/.test(type)
    ? JSON.parse(text)
    : text;
}

/** Notes each request to GitHub's REST API that this process makes with `fetch`, and its answer, until `stop` is called. */
export function recordExchanges(): { exchanges: Exchange[]; stop(): void } {
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
        body: await bodyOf(request),
        status: response.status,
        answer: await bodyOf(response),
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
