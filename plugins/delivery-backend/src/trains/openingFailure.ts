import { isError } from '@backstage/errors';
import {
  createReason,
  isReasonCode,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';

/** Errors whose messages are written for whoever asked. */
const FOR_PEOPLE: readonly string[] = [
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ServiceUnavailableError',
];

function isReason(value: unknown): value is Reason {
  const { code, message } = Object(value);
  return (
    typeof code === 'string' &&
    isReasonCode(code) &&
    typeof message === 'string'
  );
}

/** Why a promotion of a train was not opened, for people. What is in no words for them is left to the log. */
export function openingFailure(error: unknown): Reason {
  const { reason } = Object(error);
  if (isReason(reason)) {
    return reason;
  }
  return isError(error) && FOR_PEOPLE.includes(error.name)
    ? createReason('Recorded', { text: error.message })
    : createReason('OpeningFailed', {});
}
