import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { deriveApprovalState } from './deriveApprovalState';
import type { PromotionRecord } from './PromotionRecord';

/** What of a record leaves this backend. */
export function toPromotion(record: PromotionRecord): Promotion {
  const {
    target,
    releaseKey,
    sourceUrl,
    repository,
    settling,
    intent,
    told,
    requiresApproval,
    requesterMayApprove,
    ...promotion
  } = record;
  const approvalState = deriveApprovalState(record);
  return { ...promotion, ...(approvalState ? { approvalState } : {}) };
}
