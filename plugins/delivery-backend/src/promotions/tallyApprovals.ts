import type {
  PromotionApproval,
  RequiredApprovals,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionRecord } from './PromotionRecord';

/** What a promotion needs where no policy was recorded with it. */
const ONE: RequiredApprovals = { count: 1, groups: [], fromOthers: false };
const NONE: RequiredApprovals = { ...ONE, count: 0 };

/** Who has approved, and who is missing. */
export interface ApprovalTally {
  required: RequiredApprovals;
  /** What counts: of the commit that the pull request holds, one of each person. */
  given: PromotionApproval[];
  /** So many people, and members of these groups. */
  missing: { count: number; groups: string[] };
}

/** Whether somebody has to approve at all. */
export function isApprovalRequired({
  count,
  groups,
}: Pick<RequiredApprovals, 'count' | 'groups'>): boolean {
  return count > 0 || groups.length > 0;
}

/** What is recorded of the approvals that a promotion needs. */
export function requiredApprovalsOf({
  requiredApprovals,
  requiresApproval,
}: Pick<
  PromotionRecord,
  'requiredApprovals' | 'requiresApproval'
>): RequiredApprovals {
  return requiredApprovals ?? (requiresApproval ? ONE : NONE);
}

/**
 * The reviews at the Git host that count like an approval: of people whom the catalog knows by their login, who are members of a
 * group that has to approve by app-config, and did not write what it brings.
 */
export function hostApprovals(
  { pullRequest }: Pick<PromotionRecord, 'pullRequest'>,
  { reviewGroups = [] }: Pick<RequiredApprovals, 'reviewGroups'>,
): PromotionApproval[] {
  const reviews = pullRequest?.reviews ?? [];
  return reviews.flatMap(
    ({ at, by, commit, groups = [], isAuthor: wroteIt, state }) =>
      by &&
      state === 'approved' &&
      !wroteIt &&
      groups.some(group => reviewGroups.includes(group))
        ? [{ by, at, commit, groups, source: 'git-host' as const }]
        : [],
  );
}

/**
 * Counts the approvals of a promotion, given in the portal and as reviews at the Git host. They are about the commit that the portal
 * made: when the branch holds another, none counts. Nor does that of whoever asked for it. A person stands for each of the groups
 * that they were a member of then.
 */
export function tallyApprovals(
  record: Pick<
    PromotionRecord,
    | 'approvals'
    | 'headCommit'
    | 'pullRequest'
    | 'requiredApprovals'
    | 'requiresApproval'
  > & { requestedBy?: string },
): ApprovalTally {
  const { headCommit, pullRequest, requestedBy } = record;
  const required = requiredApprovalsOf(record);
  const approvals = [
    ...(record.approvals ?? []),
    ...hostApprovals(record, required),
  ];
  const given = pullRequest?.headMoved
    ? []
    : approvals.filter(
        ({ by, commit }, index) =>
          commit === headCommit &&
          by !== requestedBy &&
          approvals.findIndex(
            other => other.by === by && other.commit === commit,
          ) === index,
      );
  const groups = required.groups.filter(
    group => !given.some(approval => approval.groups?.includes(group)),
  );
  return {
    required,
    given,
    missing: {
      count: Math.max(required.count - given.length, groups.length > 0 ? 1 : 0),
      groups,
    },
  };
}
