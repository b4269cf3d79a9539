import { ResponseError } from '@backstage/errors';
import { NoResponseError } from './NoResponseError';
import { readBody } from './readBody';

/** Far longer than any answer: a view is a few KB for each environment. */
const MAX_RESPONSE_BYTES = 10 * 1024 * 1024;
/** An export of 100,000 deployments is about half of it. */
const MAX_DOWNLOAD_BYTES = 100 * 1024 * 1024;

/**
 * Options of one call.
 *
 * @public
 */
export interface DeliveryCallOptions {
  timeoutMs: number;
  /** Ends the call early: it then throws the signal's reason. */
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/**
 * How delivery-backend is reached.
 *
 * @public
 */
export interface TransportOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** The platform's own `fetch` by default. */
  fetchApi?: { fetch: typeof fetch };
}

/** Sends a request to delivery-backend and returns its JSON. */
export type Send = <T>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  call: DeliveryCallOptions,
  body?: object,
) => Promise<T>;

/** What the transports send their requests with. */
export function createSend(options: TransportOptions): Send {
  return async (method, path, call, body) => {
    const answer = await request(options, path, call, MAX_RESPONSE_BYTES, {
      method,
      ...(body
        ? {
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
          }
        : {}),
    });
    try {
      return JSON.parse(answer);
    } catch (error) {
      throw new NoResponseError('network', error);
    }
  };
}

/** What the transports download texts of any form with. */
export function createDownload(
  options: TransportOptions,
): (path: string, call: DeliveryCallOptions) => Promise<string> {
  return (path, call) =>
    request(options, path, call, MAX_DOWNLOAD_BYTES, { method: 'GET' });
}

async function request(
  { discoveryApi, fetchApi }: TransportOptions,
  path: string,
  call: DeliveryCallOptions,
  maxBytes: number,
  init: { method: string; headers?: Record<string, string>; body?: string },
): Promise<string> {
  const send: typeof fetch = (...args) =>
    fetchApi ? fetchApi.fetch(...args) : fetch(...args);
  const timeout = AbortSignal.timeout(call.timeoutMs);
  try {
    const baseUrl = await discoveryApi.getBaseUrl('delivery');
    const response = await send(`${baseUrl}${path}`, {
      ...init,
      headers: { ...call.headers, ...init.headers },
      signal: call.signal ? AbortSignal.any([timeout, call.signal]) : timeout,
    });
    const text = await readBody(response, maxBytes);
    if (response.ok) return text;
    throw await ResponseError.fromResponse(new Response(text, response));
  } catch (error) {
    if (ResponseError.is(error)) throw error;
    call.signal?.throwIfAborted();
    throw new NoResponseError(timeout.aborted ? 'timeout' : 'network', error);
  }
}
