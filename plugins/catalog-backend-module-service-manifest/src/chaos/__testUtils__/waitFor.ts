import { setTimeout as sleep } from 'node:timers/promises';

/** Generous: these tests share two cores with others. */
const LIMIT_MS = 60_000;
const PAUSE_MS = 50;

/**
 * Tries something until it neither throws nor answers undefined.
 *
 * @throws what it threw last, when that takes more than a minute
 * @internal
 */
export async function waitFor<T>(
  what: string,
  attempt: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + LIMIT_MS;
  let problem: unknown = new Error(`Waited in vain for ${what}`);
  while (Date.now() < deadline) {
    try {
      const result = await attempt();
      if (result !== undefined) {
        return result;
      }
    } catch (error) {
      problem = error;
    }
    await sleep(PAUSE_MS);
  }
  throw problem;
}
