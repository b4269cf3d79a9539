import {
  createReason,
  deliveryPromotionApprovePermission,
} from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';

/**
 * A promotion to a protected environment is approved by somebody who may, or asked for by somebody who may. Before there is a
 * pull request, there is nothing to approve.
 */
export const approval = createBuiltInGate(
  'approval',
  ({ target, isProtected, approval: facts, pullRequest }) => {
    const environment = target.name;
    if (!isProtected) {
      return {
        status: 'skipped',
        reason: createReason('NotProtected', { environment }),
      };
    }
    const last = facts?.approvals.at(-1);
    if (facts?.state === 'approved' && last) {
      const { by, at } = last;
      return { status: 'passed', reason: createReason('Approved', { by, at }) };
    }
    if (facts?.state === 'requester-may-approve') {
      const by = facts.requestedBy;
      return {
        status: 'passed',
        reason: createReason('RequesterMayApprove', { by, environment }),
      };
    }
    if (!pullRequest) {
      return {
        status: 'skipped',
        reason: createReason('ApprovalRequired', {
          environment,
          permission: deliveryPromotionApprovePermission.name,
        }),
      };
    }
    return {
      status: 'pending',
      reason: last
        ? createReason('ApprovalVoid', { by: last.by, commit: last.commit })
        : createReason('ApprovalAwaited', { environment }),
    };
  },
);
