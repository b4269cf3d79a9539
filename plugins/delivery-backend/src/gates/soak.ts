import {
  compareReleases,
  createReason,
  formatRelease,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from './createBuiltInGate';
import { notRequired } from './notRequired';

function judge({
  git,
  now,
  policy: { soakMs },
  source,
  sourceDeployment: deployment,
}: GateFacts): GateAnswer {
  const environment = source.name;
  const unknown = (missing: 'deployment' | 'release' | 'health') => ({
    status: 'unknown' as const,
    reason: createReason('SoakUnknown', { environment, missing }),
  });
  const promoted = git.source.release;
  if (!promoted) {
    return {
      status: 'skipped',
      reason: createReason('FileNotRead', { file: git.source.file }),
    };
  }
  if (!deployment) {
    return unknown('deployment');
  }
  const changes = compareReleases(promoted, deployment.release);
  if (changes === 'unknown' || !deployment.release) {
    return unknown('release');
  }
  if (changes.length > 0) {
    return {
      status: 'pending',
      reason: createReason('SoakOtherRelease', {
        environment,
        running: formatRelease(deployment.release),
        promoted: formatRelease(promoted),
      }),
    };
  }
  const { healthySince: since, outcome } = deployment;
  const from = Date.parse(since ?? '');
  if (since === undefined || Number.isNaN(from)) {
    return outcome === 'failed'
      ? {
          status: 'failed',
          reason: createReason('SoakUnhealthy', {
            environment,
            release: formatRelease(promoted),
          }),
        }
      : unknown('health');
  }
  const until = from + soakMs;
  return Date.parse(now) >= until
    ? {
        status: 'passed',
        reason: createReason('Soaked', { environment, since, soakMs }),
      }
    : {
        status: 'pending',
        reason: createReason(
          'Soaking',
          { environment, since, soakMs },
          { changesAt: new Date(until).toISOString() },
        ),
      };
}

/**
 * What is promoted has been healthy for the time that the policy asks for, where it comes from: since the deployment there was
 * first seen healthy after its sync, not since it arrived.
 */
export const soak = createBuiltInGate('soak', facts =>
  facts.policy.soakMs > 0 ? judge(facts) : notRequired(facts),
);
