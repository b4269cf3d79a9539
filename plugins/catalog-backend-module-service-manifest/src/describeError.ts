import { toError } from '@backstage/errors';

/**
 * An error as one line for the log, without credentials that an address in it may carry.
 *
 * @internal
 */
export function describeError(error: unknown): string {
  return toError(error)
    .message.replace(/\/\/[^/@\s]+@/g, '//')
    .replace(/(https?:\/\/[^\s?]+)\?\S+/g, '$1')
    .replace(/\s+/g, ' ')
    .slice(0, 500);
}
