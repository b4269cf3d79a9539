import type { PromotionApprovalState } from '@stonegarden/backstage-plugin-delivery-common';
import { isLifting } from '../gates/applyOverrides';
import { overridesInForce } from './overridesInForce';
import type { PromotionRecord } from './PromotionRecord';
import { isApprovalRequired, tallyApprovals } from './tallyApprovals';

/**
 * Whether a promotion was approved by all who have to. Approvals, and the requester's own right, are about the commit that the
 * portal made: when the branch holds another, they do not count. Undefined where no approval is required, or none any more.
 */
export function deriveApprovalState(
  record: Pick<
    PromotionRecord,
    | 'approvals'
    | 'headCommit'
    | 'mergedAt'
    | 'overrides'
    | 'pullRequest'
    | 'requesterMayApprove'
    | 'requiredApprovals'
    | 'requiresApproval'
    | 'status'
  > & { requestedBy?: string },
): PromotionApprovalState | undefined {
  const { pullRequest, status } = record;
  const { required, given, missing } = tallyApprovals(record);
  if (!isApprovalRequired(required)) {
    return undefined;
  }
  if (given.length > 0 && !isApprovalRequired(missing)) {
    return 'approved';
  }
  if (
    record.requesterMayApprove &&
    !required.fromOthers &&
    !pullRequest?.headMoved
  ) {
    return 'requester-may-approve';
  }
  const at = record.mergedAt ? new Date(record.mergedAt) : new Date();
  if (
    overridesInForce(record, at).some(override =>
      isLifting(override, 'approval', record.requestedBy),
    )
  ) {
    return 'overridden';
  }
  if (record.mergedAt) {
    return 'missing';
  }
  return status === 'open' || status === 'proposed' ? 'awaited' : undefined;
}
