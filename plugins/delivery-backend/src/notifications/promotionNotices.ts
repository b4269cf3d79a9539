import {
  formatRelease,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionNotice } from './PromotionNotice';

type Noticed = Pick<
  Promotion,
  | 'finishedAt'
  | 'id'
  | 'pullRequest'
  | 'reason'
  | 'release'
  | 'rollback'
  | 'status'
  | 'to'
>;

function failed({
  finishedAt,
  id,
  reason,
  release,
  rollback,
  service,
  to,
}: Noticed & { service: string }): PromotionNotice {
  const version = formatRelease(release);
  const topic = rollback ? 'rollback-failed' : 'promotion-failed';
  return {
    // One that recovered may fail again, which is news.
    key: `failed ${finishedAt ?? ''}`.trim(),
    topic,
    audience: { to: 'everybody' },
    scope: `${topic} ${id}`,
    severity: 'high',
    title: rollback
      ? `The rollback of ${service} in ${to} to ${version} failed`
      : `The promotion of ${service} ${version} to ${to} failed`,
    description: reason?.message ?? '',
  };
}

function openedAutomatically(
  { id, release, pullRequest, to }: Noticed,
  service: string,
): PromotionNotice {
  return {
    key: 'opened automatically',
    topic: 'automatic-rollback',
    audience: { to: 'everybody' },
    scope: `automatic-rollback ${id}`,
    severity: 'high',
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
