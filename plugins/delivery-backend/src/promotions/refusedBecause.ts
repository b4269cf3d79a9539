import { ConflictError } from '@backstage/errors';
import type { Reason } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * A refusal whose answer has the reason beside the English message, so that pages say it in the viewer's language.
 *
 * @param consequence - what else the message says, such as that nothing was changed
 */
export function refusedBecause(
  reason: Reason,
  consequence?: string,
): ConflictError {
  const message = [reason.message, consequence].filter(Boolean).join(' ');
  return Object.assign(new ConflictError(message), { reason });
}
