import type { PromotionApprovalState } from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from './PromotionRecord';

/**
 * Whether a promotion was approved. Approvals, and the requester's own right, are about the commit that the portal made: when
 * the branch holds another, they do not count. Undefined where no approval is required, or none any more.
 */
export function deriveApprovalState(
  record: Pick<
    PromotionRecord,
    | 'approvals'
    | 'headCommit'
    | 'mergedAt'
    | 'pullRequest'
    | 'requesterMayApprove'
    | 'requiresApproval'
    | 'status'
  >,
): PromotionApprovalState | undefined {
  const { approvals = [], headCommit, pullRequest, status } = record;
  if (!record.requiresApproval) {
    return undefined;
  }
  if (!pullRequest?.headMoved) {
    if (approvals.some(({ commit }) => commit === headCommit)) {
      return 'approved';
    }
    if (record.requesterMayApprove) {
      return 'requester-may-approve';
    }
  }
  if (record.mergedAt) {
    return 'missing';
  }
  return status === 'open' || status === 'proposed' ? 'awaited' : undefined;
}
