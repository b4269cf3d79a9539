import { ResponseError } from '@backstage/errors';
import {
  type DeliveryCallOptions,
  NoResponseError,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryRequestOptions } from './DeliveryApi';
import { DeliveryRequestError, kindOfStatus } from './DeliveryRequestError';
import { readReason } from './readReason';

/**
 * How long a request may take, by what it waits for.
 *
 * @internal
 */
export const REQUEST_TIMEOUTS_MS = {
  read: 15_000,
  /** Previews and diffs read from the Git host, a sync waits for Argo CD's answer. */
  slow: 30_000,
  /** Opening a pull request takes seconds; what hangs must not keep a dialog waiting forever. */
  open: 120_000,
} as const;

/**
 * Sends a request with an id to quote. Throws DeliveryRequestError where the portal refuses, fails or does not answer.
 *
 * @internal
 */
export async function sendRequest<T>(
  options: DeliveryRequestOptions | undefined,
  timeout: keyof typeof REQUEST_TIMEOUTS_MS,
  send: (call: DeliveryCallOptions) => Promise<T>,
): Promise<T> {
  const requestId = newRequestId();
  try {
    return await send({
      timeoutMs: REQUEST_TIMEOUTS_MS[timeout],
      signal: options?.signal,
      headers: { 'X-Request-Id': requestId },
    });
  } catch (error) {
    if (error instanceof NoResponseError) {
      throw new DeliveryRequestError(error.kind, '', requestId);
    }
    if (ResponseError.is(error)) {
      throw new DeliveryRequestError(
        kindOfStatus(error.response.status),
        error.body.error.message,
        requestId,
        {
          status: error.response.status,
          reason: readReason(error.body.error.reason),
        },
      );
    }
    throw error;
  }
}

/** What a person quotes when asking for help. */
export function newRequestId(): string {
  // Not crypto.randomUUID: that needs a secure context, and a portal may be tried over plain HTTP on a LAN.
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
