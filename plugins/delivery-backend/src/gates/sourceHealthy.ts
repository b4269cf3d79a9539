import {
  createReason,
  type Deployment,
  EnvironmentStatus,
  formatRelease,
  healthWords,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeEachSource } from './judgeEachSource';
import { judgeUndeployed } from './order';
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

/** Whether a Release that was replaced since was healthy there, and stayed so as far as anybody saw. */
export function judgeReplacedHealth(
  { git, source }: GateFacts,
  { outcome, healthySince, lastHealthySince, degradedAt }: Deployment,
): GateAnswer {
  const about = {
    environment: source.name,
    release: formatRelease(git.source.release),
  };
  if (outcome !== 'succeeded' || healthySince === undefined) {
    return {
      status: 'unknown',
      reason: createReason('ReleaseHealthUnknown', about),
    };
  }
  if (degradedAt !== undefined) {
    return {
      status: 'failed',
      reason: createReason('ReleaseBecameDegraded', {
        ...about,
        at: degradedAt,
      }),
    };
  }
  return lastHealthySince === undefined
    ? {
        status: 'unknown',
        reason: createReason('ReleaseHealthNotRecorded', {
          ...about,
          at: healthySince,
        }),
      }
    : {
        status: 'passed',
        reason: createReason('ReleaseWasHealthy', {
          ...about,
          at: lastHealthySince,
        }),
      };
}

/** Whether a Release of the past was healthy there; while it still runs there, what it is now counts. */
function judgeWithPast(facts: GateFacts): GateAnswer {
  const { git, past, source } = facts;
  if (!past) {
    return judgeSourceHealth(facts);
  }
  const { deployment } = past;
  if (!deployment) {
    return judgeUndeployed(facts) ?? judgeSourceHealth(facts);
  }
  const release = formatRelease(git.source.release);
  const environment = source.name;
  if (deployment.outcome === 'failed') {
    return {
      status: 'failed',
      reason: createReason('SoakUnhealthy', { environment, release }),
    };
  }
  if (deployment.until === undefined) {
    return judgeSourceHealth(facts);
  }
  return judgeReplacedHealth(facts, deployment);
}

/** What is unhealthy where it runs is not promoted. */
export const sourceHealthy = createBuiltInGate(
  'source-healthy',
  facts => judgeEachSource(facts, judgeWithPast),
  { overridable: true },
);
