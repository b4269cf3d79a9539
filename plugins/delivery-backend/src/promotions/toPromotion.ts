import type {
  Promotion,
  PromotionApproval,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deriveApprovalState } from './deriveApprovalState';
import type { PromotionRecord } from './PromotionRecord';
import { isApprovalRequired, tallyApprovals } from './tallyApprovals';

/** Of a person's groups, those that matter here. */
function onlyGroups(
  { groups, ...approval }: PromotionApproval,
  required: readonly string[],
): PromotionApproval {
  const mattering = groups?.filter(group => required.includes(group));
  return {
    ...approval,
    ...(mattering?.length ? { groups: mattering } : {}),
  };
}

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
    reasonGivenFor,
    requiredApprovals,
    approvals,
    sharedId,
    sharedStatus,
    ...promotion
  } = record;
  const approvalState = deriveApprovalState(record);
  const { required, missing } = tallyApprovals(record);
  return {
    ...promotion,
    ...(sharedId ? { sharesPullRequest: true as const } : {}),
    ...(approvals
      ? { approvals: approvals.map(one => onlyGroups(one, required.groups)) }
      : {}),
    ...(approvalState ? { approvalState } : {}),
    ...(approvalState
      ? {
          requiredApprovals: {
            count: Math.max(required.count, 1),
            groups: required.groups,
          },
        }
      : {}),
    ...(approvalState === 'awaited' && isApprovalRequired(missing)
      ? { missingApprovals: missing }
      : {}),
  };
}
