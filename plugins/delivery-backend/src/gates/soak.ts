import {
  compareReleases,
  createReason,
  type Deployment,
  formatRelease,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeEachSource } from './judgeEachSource';
import { notRequired } from './notRequired';
import { judgeUndeployed } from './order';
import { judgeReplacedHealth, judgeSourceHealth } from './sourceHealthy';

/** The record has when the deployment became healthy; Argo CD when the environment did last, where it says so. */
function later(recorded: string, byArgocd: string | undefined): string {
  // A time that cannot be read is not later than any.
  return byArgocd && Date.parse(byArgocd) > Date.parse(recorded)
    ? byArgocd
    : recorded;
}

/** A Release that was replaced since: the time until then counts, and will not become more. */
function judgeReplaced(
  facts: GateFacts,
  deployment: Deployment,
  until: string,
): GateAnswer {
  const { git, policy, source } = facts;
  const wasHealthy = judgeReplacedHealth(facts, deployment);
  const { lastHealthySince: since } = deployment;
  if (wasHealthy.status !== 'passed' || since === undefined) {
    return wasHealthy;
  }
  const times = {
    environment: source.name,
    since,
    until,
    soakMs: policy.soakMs,
  };
  return Date.parse(until) - Date.parse(since) >= policy.soakMs
    ? { status: 'passed', reason: createReason('SoakedBefore', times) }
    : {
        status: 'failed',
        reason: createReason('SoakCutShort', {
          ...times,
          release: formatRelease(git.source.release),
        }),
      };
}

function judge(facts: GateFacts): GateAnswer {
  const { git, now, past, source } = facts;
  const deployment = past ? past.deployment : facts.sourceDeployment;
  const { soakMs } = facts.policy;
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
    return judgeUndeployed(facts) ?? unknown('deployment');
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
  const { healthySince, outcome } = deployment;
  if (healthySince === undefined || Number.isNaN(Date.parse(healthySince))) {
    const release = formatRelease(promoted);
    if (outcome === 'failed') {
      return {
        status: 'failed',
        reason: createReason('SoakUnhealthy', { environment, release }),
      };
    }
    return past
      ? {
          status: 'unknown',
          reason: createReason('ReleaseHealthUnknown', {
            environment,
            release,
          }),
        }
      : unknown('health');
  }
  if (past && deployment.until !== undefined) {
    return judgeReplaced(facts, deployment, deployment.until);
  }
  const health = judgeSourceHealth(facts);
  if (health.status !== 'passed') {
    return health;
  }
  const since = later(healthySince, source.since);
  const until = Date.parse(since) + soakMs;
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
 * first seen healthy after its sync, not since it arrived. What became unhealthy in between begins again.
 */
export const soak = createBuiltInGate(
  'soak',
  facts =>
    facts.policy.soakMs > 0
      ? judgeEachSource(facts, judge)
      : notRequired(facts),
  { overridable: true },
);
