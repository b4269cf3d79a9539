import {
  formatRelease,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';

/** Something about a promotion or rollback that people are told once. English: notifications are stored as texts. */
export interface PromotionNotice {
  /** Tells it apart from the other notices of its promotion. */
  key: string;
  topic: 'promotion-failed' | 'rollback-failed' | 'automatic-rollback';
  title: string;
  description: string;
}

type Noticed = Pick<
  Promotion,
  | 'finishedAt'
  | 'pullRequest'
  | 'reason'
  | 'release'
  | 'rollback'
  | 'status'
  | 'to'
>;

function failed({
  finishedAt,
  reason,
  release,
  rollback,
  service,
  to,
}: Noticed & { service: string }): PromotionNotice {
  const version = formatRelease(release);
  return {
    // One that recovered may fail again, which is news.
    key: `failed ${finishedAt ?? ''}`.trim(),
    topic: rollback ? 'rollback-failed' : 'promotion-failed',
    title: rollback
      ? `The rollback of ${service} in ${to} to ${version} failed`
      : `The promotion of ${service} ${version} to ${to} failed`,
    description: reason?.message ?? '',
  };
}

function openedAutomatically(
  { release, pullRequest, to }: Noticed,
  service: string,
): PromotionNotice {
  return {
    key: 'opened automatically',
    topic: 'automatic-rollback',
    title: `A rollback of ${service} in ${to} to ${formatRelease(
      release,
    )} was opened automatically`,
    description: `The promotion before it failed after its merge. Pull request #${pullRequest?.number} is to be reviewed and merged; nothing has changed in ${to} yet.`,
  };
}

/** What there is to be told of a promotion as it is now. */
export function promotionNotices(
  promotion: Noticed,
  service: string,
): PromotionNotice[] {
  const { pullRequest, rollback, status } = promotion;
  return [
    ...(rollback?.automaticFor && pullRequest && status === 'open'
      ? [openedAutomatically(promotion, service)]
      : []),
    ...(status === 'failed' ? [failed({ ...promotion, service })] : []),
  ];
}
