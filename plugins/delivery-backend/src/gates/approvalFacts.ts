import type { PromotionPolicy } from '@stonegarden/backstage-plugin-delivery-common';
import type { ApprovalFacts } from '@stonegarden/backstage-plugin-delivery-node';
import { stricterApprovals } from '../policy/mergePolicy';
import { deriveApprovalState } from '../promotions/deriveApprovalState';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import {
  requiredApprovalsOf,
  tallyApprovals,
} from '../promotions/tallyApprovals';

/** What is recorded of a promotion that is asked for, or open. */
export type ApprovalRecord = Pick<PromotionRecord, 'requestedBy' | 'status'> &
  Partial<PromotionRecord>;

/** What is known of a promotion's approval, for gates: by what was required when it was opened, and by the policy of now. */
export function approvalFacts(
  promotion: ApprovalRecord,
  { approvals }: Pick<PromotionPolicy, 'approvals'>,
): ApprovalFacts {
  const requiredApprovals = stricterApprovals(
    requiredApprovalsOf(promotion),
    approvals,
  );
  const judged = { ...promotion, requiredApprovals };
  const { given, missing } = tallyApprovals(judged);
  return {
    requestedBy: promotion.requestedBy,
    required: requiredApprovals,
    state: deriveApprovalState(judged) ?? 'awaited',
    approvals: promotion.approvals ?? [],
    given,
    missing,
  };
}
