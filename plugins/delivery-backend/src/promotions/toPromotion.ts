import type {
  Promotion,
  PromotionApproval,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deriveApprovalState } from './deriveApprovalState';
import type { PromotionRecord } from './PromotionRecord';
import {
  hostApprovals,
  isApprovalRequired,
  tallyApprovals,
} from './tallyApprovals';

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
  // A person who approved twice counts once.
  const given = [
    ...(approvals ?? []),
    ...hostApprovals(record, required).filter(
      ({ by, commit }) =>
        !approvals?.some(each => each.by === by && each.commit === commit),
    ),
  ];
  return {
    ...promotion,
    ...(sharedId ? { sharesPullRequest: true as const } : {}),
    ...(given.length > 0
      ? { approvals: given.map(one => onlyGroups(one, required.groups)) }
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
