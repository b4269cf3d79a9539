import { setTimeout as sleep } from 'node:timers/promises';
import type { PromotionRecord } from './PromotionRecord';
import type { PromotionStore } from './PromotionStore';

/** So often it is looked, with a pause after each look, whether another run has finished. */
export interface Patience {
  tries: number;
  pauseMs: number;
}

/**
 * Takes a promotion that has no pull request yet in hand. While another run has it, in this backend or another, that one is
 * left to finish: many who ask for the same promotion at once would each make a commit at the Git host, and keep each other
 * waiting. When that takes too long it is taken all the same: whoever had it may be gone.
 *
 * @param waitMs - at most so long, however much patience there is
 * @returns undefined when it has got its pull request meanwhile, or was given up
 */
export async function leaseInTurn(
  store: Pick<PromotionStore, 'get' | 'lease'>,
  {
    id,
    holder,
    patience: { tries, pauseMs },
    waitMs,
  }: { id: string; holder: string; patience: Patience; waitMs: number },
): Promise<PromotionRecord | undefined> {
  // Counted, not timed: the clock may be set while it waits.
  for (let tried = 0; tried < tries && tried * pauseMs < waitMs; tried += 1) {
    const held = await store.lease(id, holder, { steal: false });
    if (held) return held;
    const current = await store.get(id);
    if (current?.status !== 'proposed' || current.pullRequest) {
      return undefined;
    }
    await sleep(pauseMs);
  }
  return store.lease(id, holder, { steal: true });
}
