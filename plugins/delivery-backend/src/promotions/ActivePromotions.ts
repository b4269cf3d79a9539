import {
  createReason,
  FINAL_PROMOTION_STATUSES,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { PromotionPlan } from './planPromotion';
import type { PromotionReconciler } from './PromotionReconciler';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';

/** After this time every server of a Git host shows a merge. */
const REWRITTEN_AFTER_MS = 10 * 60 * 1000;

/** Finds the promotion that is under way for the Release of a plan. */
export class ActivePromotions {
  readonly #store: PromotionStore;
  readonly #reconciler: PromotionReconciler;
  readonly #onChange: (entityRef: string) => void;

  constructor(options: {
    store: PromotionStore;
    reconciler: PromotionReconciler;
    /** Called with the entity ref of a service of which a promotion was ended. */
    onChange(entityRef: string): void;
  }) {
    this.#store = options.store;
    this.#reconciler = options.reconciler;
    this.#onChange = options.onChange;
  }

  /** As it stands at the Git host now. One that Git no longer has is ended, and is not found. */
  async find(
    target: Pick<PromotionRecord, 'entityRef' | 'to'>,
    plan: PromotionPlan,
  ): Promise<PromotionRecord | undefined> {
    const { entityRef, to } = target;
    const known =
      plan.edit &&
      (await this.#store.findActive({
        entityRef,
        to,
        releaseKey: plan.edit.releaseKey,
      }));
    const current = known?.pullRequest
      ? await this.#reconciler.reconcile(known, 'pull-request')
      : undefined;
    if (!current || FINAL_PROMOTION_STATUSES.includes(current.status)) {
      return undefined;
    }
    if (!(await this.#isUndone(current, plan))) {
      return current;
    }
    await this.#store.update(current, {
      status: 'superseded',
      reason: createReason('PromotionUndone', { environment: to }),
    });
    this.#onChange(entityRef);
    return undefined;
  }

  /** Whether a merged promotion was reverted in Git. It would wait forever, and nobody could promote that Release again. */
  async #isUndone(
    { mergeCommit, mergedAt }: PromotionRecord,
    { baseCommit, edit, location }: PromotionPlan,
  ): Promise<boolean> {
    if (!mergeCommit || !mergedAt || !edit?.files.length) {
      return false;
    }
    const contained = await location.reader
      .contains(baseCommit, mergeCommit)
      .catch(() => undefined);
    // A base without the merge was read before it, unless the merge was long ago.
    return contained === false
      ? Date.now() - Date.parse(mergedAt) > REWRITTEN_AFTER_MS
      : contained === true;
  }
}
