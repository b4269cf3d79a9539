import type { PromotionRecord } from '../../promotions/PromotionRecord';
import type { PromotionStore } from '../../promotions/PromotionStore';

/** So many are looked at: far more than people keep open at a time. */
const MAX_UNDER_WAY = 2_000;

/** Reads over all services what the portal has recorded. Who may see what is decided around it. */
export class Overview {
  readonly #store: Pick<PromotionStore, 'listUnderWay'>;

  constructor(options: { store: Pick<PromotionStore, 'listUnderWay'> }) {
    this.#store = options.store;
  }

  /** Newest first. */
  underWay(): Promise<PromotionRecord[]> {
    return this.#store.listUnderWay(MAX_UNDER_WAY);
  }
}
