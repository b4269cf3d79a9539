import {
  createReason,
  deliveryPromotionApprovePermission,
} from '@stonegarden/backstage-plugin-delivery-common';
import { createBuiltInGate } from './createBuiltInGate';

/**
 * A promotion to a protected environment is approved by somebody who may, or asked for by somebody who may. Before there is a
 * pull request, there is nothing to approve. A rollback does not wait: it asks for a reason in place of the approval.
 */
export const approval = createBuiltInGate(
  'approval',
  ({ target, isProtected, approval: facts, pullRequest, rollback }) => {
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
    if (rollback) {
      return {
        status: 'pending',
        reason: createReason('RollbackOfProtected', { environment }),
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
  { appliesTo: 'both' },
);
