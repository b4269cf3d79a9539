import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';
import { judgeChecks } from './judgeChecks';
import { notRequired } from './notRequired';

/**
 * Where the policy asks for it, all checks that the Git host requires of the pull request have passed. Before there is a pull
 * request, there is nothing to judge.
 */
export const requiredChecks = createBuiltInGate(
  'required-checks',
  facts => {
    const { policy, pullRequest, target } = facts;
    const environment = target.name;
    if (!policy.requiredChecks) {
      return notRequired(facts);
    }
    if (!pullRequest) {
      return {
        status: 'skipped',
        reason: createReason('RequiredChecksAwaited', { environment }),
      };
    }
    if (pullRequest.checksUnknown) {
      return {
        status: 'unknown',
        reason: createReason('RequiredChecksUnknown', { environment }),
      };
    }
    const required = pullRequest.checks?.items.filter(item => item.required);
    return required?.length
      ? judgeChecks(required)
      : {
          status: 'passed',
          reason: createReason('NoRequiredChecks', { environment }),
        };
  },
  { overridable: true },
);
