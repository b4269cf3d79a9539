import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { GateWatch } from './GateWatch';
import { isIntended, PromotionOutbox } from './PromotionOutbox';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';

/** A promotion that has no pull request after this time is given up, once the host has said that there is none. */
const ABANDONED_AFTER_MS = 10 * 60 * 1000;

/** Takes up promotions that have no pull request yet: their run ended before it was recorded, or before it was opened. */
export class ProposedPromotions {
  readonly #store: PromotionStore;
  readonly #outbox: PromotionOutbox;
  readonly #gateWatch: GateWatch;
  readonly #logger: LoggerService;

  constructor(options: {
    store: PromotionStore;
    outbox: PromotionOutbox;
    gateWatch: GateWatch;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#outbox = options.outbox;
    this.#gateWatch = options.gateWatch;
    this.#logger = options.logger;
  }

  /** What the gates say of all that the pull request is to bring; undefined for what left the catalog. */
  async #judge(held: PromotionRecord) {
    const states = [];
    for (const each of await this.#store.listSharing(held)) {
      states.push((await this.#gateWatch.judge(each))?.state);
    }
    return states;
  }

  /**
   * Finds the pull request of a promotion; where there is none it is opened while the promotion is young and its gates
   * pass, and else the promotion is forgotten. One that another run has in hand is left alone. Returns the record as it
   * is then; undefined when it is gone.
   */
  async takeUp(record: PromotionRecord): Promise<PromotionRecord | undefined> {
    const found = await this.#outbox.find(record);
    if (found) {
      return found;
    }
    const holder = randomUUID();
    const held = await this.#store.lease(record.id, holder, { steal: false });
    if (!held) {
      return this.#store.get(record.id);
    }
    try {
      const isYoung =
        Date.now() - Date.parse(held.createdAt) < ABANDONED_AFTER_MS;
      if (isYoung && isIntended(held)) {
        const states = await this.#judge(held);
        if (
          states.every(state => state === 'passed' || state === 'overridden')
        ) {
          return await this.#outbox.send(held);
        }
        if (!states.includes('failed')) {
          return held;
        }
      }
      if (await this.#store.discard(held, holder)) {
        this.#logger.info(
          `Promotion ${held.id} of ${held.entityRef} to ${held.to} has no pull request and was given up.`,
        );
        return undefined;
      }
      return await this.#store.get(held.id);
    } finally {
      await this.#store.release(record.id, holder);
    }
  }
}
