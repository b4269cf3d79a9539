import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { unreachableReason } from '../environments/unreachableReason';

/** The answer of every gate that asks about the source while Argo CD says nothing about it; undefined when it does. */
export function unknownBecause({
  source,
  instances,
}: GateFacts): GateAnswer | undefined {
  const instance = instances.find(({ name }) => name === source.instance);
  if (source.presence !== 'present' && source.healthReason) {
    return {
      status: source.presence === 'absent' ? 'failed' : 'unknown',
      reason: source.healthReason,
    };
  }
  if (!source.stale && source.health !== 'Unknown') {
    return undefined;
  }
  if (!instance) {
    return {
      status: 'unknown',
      reason:
        source.healthReason ??
        createReason('ArgocdNotConfigured', { cluster: source.cluster }),
    };
  }
  if (!instance.reachable) {
    return { status: 'unknown', reason: unreachableReason(instance) };
  }
  return {
    status: 'unknown',
    reason:
      source.healthReason ??
      createReason('HealthUnknown', {
        environment: source.name,
        instance: instance.name,
      }),
  };
}
