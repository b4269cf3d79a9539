import type { RollbackRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import { environmentName, parse, requestReason } from '../parseRequest';

const rollbackBody = z.strictObject({
  environment: environmentName,
  deployment: z.uuid(),
  scope: z.enum(['versions', 'everything']),
  reason: requestReason.optional(),
});

/** Body of a preview of a rollback, and of a rollback. */
export function parseRollbackRequest(body: unknown): RollbackRequest {
  return parse(rollbackBody, body);
}
