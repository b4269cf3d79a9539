import {
  createReason,
  EnvironmentStatus,
  healthWords,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from './createBuiltInGate';
import { unknownBecause } from './unknownBecause';

function judge(source: EnvironmentStatus): GateAnswer {
  const { name: environment, health, healthReason, since } = source;
  const words = healthWords(healthReason);
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
          ...words,
        }),
      };
    case 'Suspended':
      return {
        status: 'pending',
        reason: createReason('EnvironmentSuspended', {
          environment,
          ...words,
        }),
      };
    default:
      return {
        status: 'failed',
        reason: source.neverDeployed
          ? createReason('NeverDeployed', { environment })
          : createReason('EnvironmentUnhealthy', {
              environment,
              health,
              ...words,
            }),
      };
  }
}

/** Whether the environment that is promoted from is healthy now. */
export function judgeSourceHealth(facts: GateFacts): GateAnswer {
  return unknownBecause(facts) ?? judge(facts.source);
}

/** What is unhealthy where it runs is not promoted. */
export const sourceHealthy = createBuiltInGate(
  'source-healthy',
  judgeSourceHealth,
);
