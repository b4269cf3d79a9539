import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { plainLine } from '@stonegarden/backstage-plugin-delivery-node';
import { RecentMap } from '../collections/RecentMap';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { promotionPage } from '../services/promotionPage';
import { servicePage } from '../services/servicePage';
import { approvalNotices } from './approvalNotices';
import type { NoticeRecipients } from './NoticeRecipients';
import type { NoticeStore } from './NoticeStore';
import type { NoticeTopic, PromotionNotice } from './PromotionNotice';
import { promotionNotices } from './promotionNotices';
import { requestNotices } from './requestNotices';

/** The client of the notifications backend has no limit of its own. */
const TIMEOUT_MS = 10_000;
/** A portal need not have a notifications backend. */
const MAX_ATTEMPTS = 3;
const MAX_REMEMBERED = 1_000;

async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** A line of a notification is read at a glance, and what people wrote may be long. */
const MAX_LENGTH = 300;

/** Words of people and of hosts, as plain text on one line. */
function brief(text: string): string {
  const line = plainLine(text);
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

/**
 * Tells people by Backstage's notifications when a promotion does not go on without them, and what failed. What was told is in the
 * database: of all backends one tells it, once.
 */
export class PromotionNotifier {
  readonly #notifications: NotificationService;
  readonly #notices: Pick<NoticeStore, 'claim' | 'sent' | 'release'>;
  readonly #off: ReadonlySet<NoticeTopic>;
  readonly #recipients: Pick<NoticeRecipients, 'of'>;
  readonly #logger: LoggerService;
  readonly #timeoutMs: number;
  readonly #attempts = new RecentMap<number>(MAX_REMEMBERED);
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: {
    notifications: NotificationService;
    notices: Pick<NoticeStore, 'claim' | 'sent' | 'release'>;
    /** Kinds that nobody is notified of. */
    off?: readonly NoticeTopic[];
    recipients: Pick<NoticeRecipients, 'of'>;
    logger: LoggerService;
    /** TIMEOUT_MS when left out. */
    timeoutMs?: number;
  }) {
    this.#notifications = options.notifications;
    this.#notices = options.notices;
    this.#off = new Set(options.off ?? []);
    this.#recipients = options.recipients;
    this.#logger = options.logger;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  /** Tells what was not told yet. Nobody has to wait for it: it never fails, and is tried again by the next call. */
  async tell(record: PromotionRecord): Promise<void> {
    const { name } = parseEntityRef(record.entityRef);
    const untold = [
      ...promotionNotices(record, name),
      ...approvalNotices(record, name),
      ...requestNotices(record, name),
    ].filter(
      ({ key, topic }) =>
        !this.#off.has(topic) && !record.told.notices?.includes(key),
    );
    await Promise.all(untold.map(notice => this.#once(record, notice)));
  }

  async #once(record: PromotionRecord, notice: PromotionNotice): Promise<void> {
    const id = `${record.id} ${notice.key}`;
    const running = this.#running.get(id);
    if (running) {
      await running;
      return;
    }
    const attempts = this.#attempts.get(id) ?? 0;
    if (attempts >= MAX_ATTEMPTS) {
      return;
    }
    this.#attempts.set(id, attempts + 1);
    const run = this.#send(record, notice).catch(error =>
      this.#logger.warn(
        `Nobody was notified of promotion ${record.id} of ${
          record.entityRef
        } (${notice.topic})${
          attempts + 1 < MAX_ATTEMPTS ? '' : ', and it is not tried again'
        }: ${stringifyError(error)}`,
      ),
    );
    this.#running.set(id, run);
    await run;
    this.#running.delete(id);
  }

  async #send(record: PromotionRecord, notice: PromotionNotice): Promise<void> {
    const { id } = record;
    const { audience, key, scope, severity, topic } = notice;
    if (!(await this.#notices.claim(id, key))) {
      // It was sent, or another backend sends it; should that one end before, it is tried again.
      this.#attempts.delete(`${id} ${key}`);
      return;
    }
    try {
      const recipients = await this.#recipients.of(record, audience);
      if (recipients) {
        const description = brief(notice.description);
        await within(
          this.#notifications.send({
            recipients,
            payload: {
              title: brief(notice.title),
              ...(description ? { description } : {}),
              link:
                audience.to === 'everybody'
                  ? servicePage(record.entityRef)
                  : promotionPage(record),
              severity,
              topic,
              scope,
            },
          }),
          this.#timeoutMs,
        );
      }
    } catch (error) {
      await this.#notices.release(id, key);
      throw error;
    }
    await this.#notices.sent(id, key);
    this.#attempts.set(`${id} ${key}`, MAX_ATTEMPTS);
  }
}
