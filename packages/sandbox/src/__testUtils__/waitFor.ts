import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until there is an answer that is not undefined or false, at most ten seconds.
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`Waited in vain for ${what}`);
    }
    await sleep(10);
  }
}
