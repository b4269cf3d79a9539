import {
  createReason,
  deliveryPromotionApprovePermission,
  type Reason,
  type RequiredApprovals,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { isApprovalRequired } from '../promotions/tallyApprovals';
import { createBuiltInGate } from './createBuiltInGate';
import { notRequired } from './notRequired';

/** Whether anybody who may approve is enough. */
function isOneOfAll({ count, groups }: RequiredApprovals): boolean {
  return count === 1 && groups.length === 0;
}

/** What has to be done before the merge, said before there is a pull request. */
function beforehand(
  required: RequiredApprovals,
  environment: string,
): GateAnswer {
  const permission = deliveryPromotionApprovePermission.name;
  const { count, groups } = required;
  return {
    status: 'skipped',
    reason: isOneOfAll(required)
      ? createReason('ApprovalRequired', { environment, permission })
      : createReason('ApprovalsRequired', {
          environment,
          permission,
          count: Math.max(count, 1),
          groups,
        }),
  };
}

/** Who is missing. */
function awaited(
  { approval }: GateFacts,
  required: RequiredApprovals,
  environment: string,
): Reason {
  const { approvals = [], given = [], missing = required } = approval ?? {};
  const last = approvals.at(-1);
  if (last && given.length === 0) {
    return createReason('ApprovalVoid', { by: last.by, commit: last.commit });
  }
  return isOneOfAll(required)
    ? createReason('ApprovalAwaited', { environment })
    : createReason('ApprovalsMissing', {
        environment,
        by: given.map(({ by }) => by),
        ...missing,
      });
}

/** What those who approved said. */
function approvedBy({ approval }: GateFacts): Reason | undefined {
  const { given = [] } = approval ?? {};
  const [first, ...others] = given;
  if (!first || others.length > 0) {
    return createReason('ApprovedByAll', { by: given.map(({ by }) => by) });
  }
  const { by, at } = first;
  return createReason('Approved', { by, at });
}

/**
 * A promotion is approved by as many people as the policy asks for, and by members of its groups; to a protected environment by
 * one who may, or asked for by somebody who may, unless the policy says otherwise. Before there is a pull request, there is nothing
 * to approve. A rollback does not wait: it asks for a reason in place of the approval.
 */
export const approval = createBuiltInGate(
  'approval',
  facts => {
    const { approval: known, policy, pullRequest, rollback, target } = facts;
    const environment = target.name;
    const required = known?.required ?? policy.approvals;
    if (!isApprovalRequired(required)) {
      return facts.isProtected
        ? notRequired(facts)
        : {
            status: 'skipped',
            reason: createReason('NotProtected', { environment }),
          };
    }
    const approved = known?.state === 'approved' && approvedBy(facts);
    if (approved) {
      return { status: 'passed', reason: approved };
    }
    if (known?.state === 'requester-may-approve') {
      return {
        status: 'passed',
        reason: createReason('RequesterMayApprove', {
          by: known.requestedBy,
          environment,
        }),
      };
    }
    if (rollback) {
      return {
        status: 'pending',
        reason: createReason('RollbackOfProtected', { environment }),
      };
    }
    if (pullRequest?.reviewsUnknown) {
      return {
        status: 'unknown',
        reason: createReason('ReviewsUnknown', { environment }),
      };
    }
    return pullRequest
      ? { status: 'pending', reason: awaited(facts, required, environment) }
      : beforehand(required, environment);
  },
  { appliesTo: 'both', overridable: true },
);
