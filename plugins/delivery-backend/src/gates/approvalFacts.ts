import type { ApprovalFacts } from '@stonegarden/backstage-plugin-delivery-node';
import { deriveApprovalState } from '../promotions/deriveApprovalState';
import type { PromotionRecord } from '../promotions/PromotionRecord';

/** What is recorded of a promotion's approval, for gates. */
export function approvalFacts(
  promotion: Pick<PromotionRecord, 'requestedBy' | 'status'> &
    Partial<PromotionRecord>,
): ApprovalFacts {
  return {
    requestedBy: promotion.requestedBy,
    state:
      deriveApprovalState({ ...promotion, requiresApproval: true }) ??
      'awaited',
    approvals: promotion.approvals ?? [],
  };
}
