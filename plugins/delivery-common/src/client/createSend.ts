import { ResponseError } from '@backstage/errors';
import { NoResponseError } from './NoResponseError';
import { readBody } from './readBody';

/** Far longer than any answer: a view is a few KB for each environment. */
const MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

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
  method: 'GET' | 'POST',
  path: string,
  call: DeliveryCallOptions,
  body?: object,
) => Promise<T>;

/** What the transports send their requests with. */
export function createSend({ discoveryApi, fetchApi }: TransportOptions): Send {
  const request: typeof fetch = (...args) =>
    fetchApi ? fetchApi.fetch(...args) : fetch(...args);
  return async (method, path, call, body) => {
    const timeout = AbortSignal.timeout(call.timeoutMs);
    try {
      const baseUrl = await discoveryApi.getBaseUrl('delivery');
      const response = await request(`${baseUrl}${path}`, {
        method,
        headers: {
          ...call.headers,
          ...(body ? { 'Content-Type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: call.signal ? AbortSignal.any([timeout, call.signal]) : timeout,
      });
      const text = await readBody(response, MAX_RESPONSE_BYTES);
      if (response.ok) {
        return JSON.parse(text);
      }
      throw await ResponseError.fromResponse(new Response(text, response));
    } catch (error) {
      if (ResponseError.is(error)) throw error;
      call.signal?.throwIfAborted();
      throw new NoResponseError(timeout.aborted ? 'timeout' : 'network', error);
    }
  };
}
