import {
  createReason,
  formatRelease,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeEachSource } from './judgeEachSource';

/** The answer where a Release of the past was never deployed to an environment that it must have gone through. */
export function judgeUndeployed({
  chosen,
  git,
  past,
  source: { name: environment },
}: GateFacts): GateAnswer | undefined {
  return past && !past.deployment
    ? {
        status: 'failed',
        reason: createReason('ReleaseNotDeployed', {
          environment,
          release: formatRelease(git.source.release),
          ...(chosen && chosen.environment !== environment
            ? { seenIn: chosen.environment }
            : {}),
        }),
      }
    : undefined;
}

function judgeOrder(facts: GateFacts): GateAnswer {
  const { before, source, target } = facts;
  const step = { from: source.name, to: target.name };
  if (!before.includes(source.name)) {
    return {
      status: 'failed',
      reason: createReason('OrderSkipped', { ...step, before }),
    };
  }
  return judgeEachSource(
    facts,
    each =>
      judgeUndeployed(each) ?? {
        status: 'passed',
        reason: createReason('OrderKept', {
          from: before.join(', '),
          to: target.name,
        }),
      },
  );
}

/** A Release goes along the promotion path: it comes from an environment directly before the target, and was in each of them. */
export const order = createBuiltInGate('order', judgeOrder, {
  overridable: true,
});
