import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';

/** The answer of a gate that the policy does not ask. */
export function notRequired({ target }: Pick<GateFacts, 'target'>): GateAnswer {
  return {
    status: 'skipped',
    reason: createReason('NotRequiredByPolicy', { environment: target.name }),
  };
}
