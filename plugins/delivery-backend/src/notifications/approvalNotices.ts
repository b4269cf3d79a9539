import { formatRelease } from '@stonegarden/backstage-plugin-delivery-common';
import { deriveApprovalState } from '../promotions/deriveApprovalState';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { tallyApprovals } from '../promotions/tallyApprovals';
import type { PromotionNotice } from './PromotionNotice';

/** Who has to approve what an open pull request holds: a notice for each group that is missing, or one for all who may approve. */
export function approvalNotices(
  record: PromotionRecord,
  service: string,
): PromotionNotice[] {
  const { from, headCommit, id, pullRequest, release, rollback, status, to } =
    record;
  if (
    rollback ||
    status !== 'open' ||
    !pullRequest ||
    !headCommit ||
    pullRequest.headMoved ||
    pullRequest.retargeted ||
    pullRequest.mergeable === false ||
    deriveApprovalState(record) !== 'awaited'
  ) {
    return [];
  }
  const { groups } = tallyApprovals(record).missing;
  return (groups.length > 0 ? groups.map(group => [group]) : [[]]).map(
    asked => ({
      key: ['approval', headCommit, ...asked].join(' '),
      topic: 'promotion-approval',
      audience: { to: 'approvers', groups: asked },
      title: `${service} ${formatRelease(
        release,
      )} waits for an approval before it goes to ${to}`,
      description: `Pull request #${pullRequest.number} promotes it from ${from}. Look at what changes, and approve it on the page.`,
      scope: `promotion-approval ${id}`,
      severity: 'normal',
    }),
  );
}
