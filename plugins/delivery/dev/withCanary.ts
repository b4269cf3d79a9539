import type { EnvironmentStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { rolloutProgress } from '../src/__testUtils__/canary';

/** An environment in which a canary pauses, the one that `MemoryResources` tells of. */
export function withCanary(environment: EnvironmentStatus): EnvironmentStatus {
  const { next, step, weight, podHash } = rolloutProgress();
  return {
    ...environment,
    health: 'Suspended',
    rollout: 'canary',
    ...(next
      ? { canary: { release: next, state: 'paused', step, weight, podHash } }
      : {}),
  };
}
