/** So much of what was given may still be on its way: the catalog must not run out of work. */
const REST = 0.1;

/** Without progress for so long the catalog has other worries. */
const PATIENCE_MS = 15_000;

/** What the catalog takes in within a second, roughly; the less is missing, the sooner is the next look. */
const PER_SECOND = 100;

/** So few are there before it pays to ask. */
const FEW = 200;

const pauseFor = (ms: number) =>
  new Promise(resolve => setTimeout(resolve, ms));

/**
 * Waits until the catalog serves most of the services that it was given.
 *
 * @param options - `total`: services that it was given; `countServed`: how many of them it serves; `isWorthWaiting`: false
 *   when something more urgent has come up; `sleep`: for tests
 * @internal
 */
export async function untilServed(options: {
  total: number;
  countServed: () => Promise<number>;
  isWorthWaiting: () => boolean;
  sleep?: (ms: number) => Promise<unknown>;
}): Promise<void> {
  const { total, countServed, isWorthWaiting, sleep = pauseFor } = options;
  let served = -1;
  let waited = 0;
  while (total > FEW && isWorthWaiting()) {
    const now = await countServed();
    if (now >= total * (1 - REST)) {
      return;
    }
    waited = now > served ? 0 : waited;
    served = now;
    const seconds = (total * (1 - REST) - now) / PER_SECOND / 2;
    const pause = Math.min(Math.max(seconds * 1000, 200), 3000);
    waited += pause;
    if (waited > PATIENCE_MS) {
      return;
    }
    await sleep(pause);
  }
}
