import { stringifyEnvironmentRef } from '@stonegarden/backstage-plugin-delivery-common';
import { deriveApprovalState } from './deriveApprovalState';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';

/** A failed promotion is followed this long, and its sync may be tried again. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** Knows where the promotion that waits for a sync was approved. */
export class ApprovedEnvironments {
  readonly #store: Pick<PromotionStore, 'listUndeployed'>;

  constructor(options: { store: Pick<PromotionStore, 'listUndeployed'> }) {
    this.#store = options.store;
  }

  /**
   * Those of these services where the promotion that was merged last, and has not arrived, was approved as it was merged, goes without
   * because that was overridden, was asked for by somebody who may approve, or is a rollback: the way back waits for no approval. By the refs that `stringifyEnvironmentRef` writes. One query for all.
   */
  async find(entityRefs: string[]): Promise<ReadonlySet<string>> {
    const failedSince = new Date(Date.now() - DAY_MS).toISOString();
    const records = await this.#store.listUndeployed(entityRefs, failedSince);
    const last = new Map<string, PromotionRecord>();
    for (const record of records) {
      const ref = stringifyEnvironmentRef({
        entityRef: record.entityRef,
        environment: record.to,
      });
      const other = last.get(ref);
      if (!other || (record.mergedAt ?? '') > (other.mergedAt ?? '')) {
        last.set(ref, record);
      }
    }
    return new Set(
      [...last.keys()].filter(ref => {
        const record = last.get(ref)!;
        const state = deriveApprovalState(record);
        return (
          record.rollback !== undefined ||
          state === 'approved' ||
          state === 'requester-may-approve' ||
          state === 'overridden'
        );
      }),
    );
  }
}
