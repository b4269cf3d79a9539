import { toError } from '@backstage/errors';

/**
 * An error as one line for the log. Addresses in it keep their path only: hosts may be internal, and the rest may carry
 * credentials.
 *
 * @internal
 */
export function describeError(error: unknown): string {
  return toError(error)
    .message.replace(/https?:\/\/[^/?\s,]+([^\s?,]*)(\?[^\s,]*)?/g, '$1')
    .replace(/\s+/g, ' ')
    .slice(0, 500);
}
