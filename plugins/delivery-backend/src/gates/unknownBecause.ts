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
  if (!source.stale && source.health !== 'Unknown') {
    return undefined;
  }
  const instance = instances.find(({ name }) => name === source.instance);
  if (!instance) {
    return {
      status: 'unknown',
      reason:
        source.healthReason ??
        createReason('ArgocdNotConfigured', { cluster: source.cluster }),
    };
  }
  return {
    status: 'unknown',
    reason: instance.reachable
      ? createReason('HealthUnknown', {
          environment: source.name,
          instance: instance.name,
        })
      : unreachableReason(instance),
  };
}
