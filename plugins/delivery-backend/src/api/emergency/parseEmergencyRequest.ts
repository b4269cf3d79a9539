import type {
  EmergencyRollbackRequest,
  RolloutActionRequest,
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
/** More steps than a canary has. */
const MAX_STEP = 1_000;
const step = z.int().min(0).max(MAX_STEP);
/** A value of a Kubernetes label, as Argo Rollouts makes it. */
const podHash = z.string().regex(/^[a-z0-9]{1,63}$/);
const rolloutActionBody = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.enum(['abort', 'retry']),
    step: step.optional(),
    podHash: podHash.optional(),
  }),
  // What goes forward, goes on from what the person has seen.
  z.strictObject({
    action: z.enum(['resume', 'skip-current-step', 'promote-full']),
    step,
    podHash,
  }),
]);

/** Body of a request to roll back past Git. */
export function parseEmergencyRollbackRequest(
  body: unknown,
): EmergencyRollbackRequest {
  return parse(emergencyRollbackBody, body);
}

/** Body of a request to act on a canary. */
export function parseRolloutActionRequest(body: unknown): RolloutActionRequest {
  return parse(rolloutActionBody, body);
}
