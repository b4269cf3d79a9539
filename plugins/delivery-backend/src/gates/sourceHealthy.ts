import {
  createReason,
  EnvironmentStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GateAnswer } from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from './createBuiltInGate';
import { unknownBecause } from './unknownBecause';

function judge(source: EnvironmentStatus): GateAnswer {
  const { name: environment, health, healthReason, since } = source;
  const detail =
    healthReason?.code === 'HealthDetail' ? healthReason.params : {};
  switch (health) {
    case 'Healthy':
      return {
        status: 'passed',
        reason: createReason('EnvironmentHealthy', {
          environment,
          ...(since ? { since } : {}),
        }),
      };
    case 'Progressing':
      return {
        status: 'pending',
        reason: createReason('EnvironmentProgressing', {
          environment,
          ...detail,
        }),
      };
    case 'Suspended':
      return {
        status: 'pending',
        reason: createReason('EnvironmentSuspended', {
          environment,
          ...detail,
        }),
      };
    default:
      return {
        status: 'failed',
        reason:
          healthReason?.code === 'ApplicationMissing'
            ? healthReason
            : createReason('EnvironmentUnhealthy', {
                environment,
                health,
                ...detail,
              }),
      };
  }
}

/** What is unhealthy where it runs is not promoted. */
export const sourceHealthy = createBuiltInGate(
  'source-healthy',
  facts => unknownBecause(facts) ?? judge(facts.source),
);
