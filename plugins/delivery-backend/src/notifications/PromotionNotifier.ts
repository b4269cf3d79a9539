import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { RecentMap } from '../collections/RecentMap';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import type { PromotionStore } from '../promotions/PromotionStore';
import { servicePage } from '../services/servicePage';
import type { ServiceResolver } from '../services/ServiceResolver';
import { PromotionNotice, promotionNotices } from './promotionNotices';

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

/**
 * Tells the owner of a service, and whoever asked, what became of promotions, by Backstage's notifications. What was told is
 * in the record. Two backends that tell the same at the same time lead to one notification, by its scope.
 */
export class PromotionNotifier {
  readonly #notifications: NotificationService;
  readonly #services: Pick<ServiceResolver, 'resolve'>;
  readonly #store: Pick<PromotionStore, 'get' | 'setTold'>;
  readonly #logger: LoggerService;
  readonly #timeoutMs: number;
  readonly #attempts = new RecentMap<number>(MAX_REMEMBERED);
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: {
    notifications: NotificationService;
    services: Pick<ServiceResolver, 'resolve'>;
    store: Pick<PromotionStore, 'get' | 'setTold'>;
    logger: LoggerService;
    /** TIMEOUT_MS when left out. */
    timeoutMs?: number;
  }) {
    this.#notifications = options.notifications;
    this.#services = options.services;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  /** Tells what was not told yet. Nobody has to wait for it: it never fails, and is tried again by the next call. */
  async tell(record: PromotionRecord): Promise<void> {
    const { name } = parseEntityRef(record.entityRef);
    const untold = promotionNotices(record, name).filter(
      ({ key }) => !record.told.notices?.includes(key),
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

  async #send(
    { id, entityRef, requestedBy }: PromotionRecord,
    { key, topic, title, description }: PromotionNotice,
  ): Promise<void> {
    const { entity } = await this.#services.resolve(entityRef);
    const recipients = [
      entity.spec.owner,
      ...(requestedBy.startsWith('user:') ? [requestedBy] : []),
    ];
    await within(
      this.#notifications.send({
        recipients: { type: 'entity', entityRef: recipients },
        payload: {
          title,
          ...(description ? { description } : {}),
          link: servicePage(entityRef),
          severity: 'high',
          topic,
          scope: `${topic} ${id}`,
        },
      }),
      this.#timeoutMs,
    );
    const current = await this.#store.get(id);
    if (current) {
      const notices = [...new Set([...(current.told.notices ?? []), key])];
      await this.#store.setTold(id, { ...current.told, notices });
    }
  }
}
