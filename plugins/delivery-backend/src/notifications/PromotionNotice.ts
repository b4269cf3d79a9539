/** Kinds of notices. They are the topics of Backstage's notifications, and what `delivery.notifications.off` names. */
export const NOTICE_TOPICS = [
  'promotion-approval',
  'promotion-ready',
  'promotion-conflict',
  'promotion-gate',
  'promotion-closed',
  'promotion-failed',
  'rollback-failed',
  'automatic-rollback',
] as const;

/** See {@link NOTICE_TOPICS}. */
export type NoticeTopic = (typeof NOTICE_TOPICS)[number];

/**
 * Whom a notice is for:
 *
 * - `everybody`: the owner of the service, and whoever asked
 * - `requester`: whoever asked; the owner where that is no person
 * - `asker`: whoever asked, where that is a person
 * - `approvers`: members of these groups; without groups, those who may approve promotions to the target
 */
export type NoticeAudience =
  | { to: 'everybody' | 'requester' | 'asker' }
  | { to: 'approvers'; groups: string[] };

/** Something about a promotion or rollback that people are told once. English: notifications are stored as texts. */
export interface PromotionNotice {
  /** Tells it apart from the other notices of its promotion. */
  key: string;
  topic: NoticeTopic;
  audience: NoticeAudience;
  title: string;
  description: string;
  /** Of two notices of one promotion with the same scope the later takes the place of the earlier. */
  scope: string;
  severity: 'high' | 'normal';
}
