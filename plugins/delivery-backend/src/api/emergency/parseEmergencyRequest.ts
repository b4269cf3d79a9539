import type {
  EmergencyRollbackRequest,
  RolloutAction,
} from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import { MAX_REASON_LENGTH, parse } from '../parseRequest';

const emergencyRollbackBody = z.strictObject({
  deployment: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(1, { error: 'must say why' })
    .max(MAX_REASON_LENGTH),
});
const rolloutActionBody = z.strictObject({
  action: z.enum(['abort', 'retry']),
});

/** Body of a request to roll back past Git. */
export function parseEmergencyRollbackRequest(
  body: unknown,
): EmergencyRollbackRequest {
  return parse(emergencyRollbackBody, body);
}

/** Body of a request to abort or retry a canary. */
export function parseRolloutActionRequest(body: unknown): {
  action: RolloutAction;
} {
  return parse(rolloutActionBody, body);
}
