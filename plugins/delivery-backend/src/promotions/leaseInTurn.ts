import { setTimeout as sleep } from 'node:timers/promises';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';

const INTERVAL_MS = 250;

/**
 * Takes a promotion that has no pull request yet in hand. While another run has it, in this backend or another, that one is
 * left to finish: many who ask for the same promotion at once would each make a commit at the Git host, and keep each other
 * waiting. After `waitMs` it is taken all the same, which is safe: whoever had it may be gone.
 *
 * @returns undefined when it has got its pull request meanwhile, or was given up
 */
export async function leaseInTurn(
  store: Pick<PromotionStore, 'get' | 'lease'>,
  { id, holder, waitMs }: { id: string; holder: string; waitMs: number },
): Promise<PromotionRecord | undefined> {
  // Counted, not timed: the clock may be set while it waits.
  for (let waited = 0; waited < waitMs; waited += INTERVAL_MS) {
    const held = await store.lease(id, holder, { steal: false });
    if (held) return held;
    const current = await store.get(id);
    if (current?.status !== 'proposed' || current.pullRequest) {
      return undefined;
    }
    await sleep(INTERVAL_MS);
  }
  return store.lease(id, holder, { steal: true });
}
