import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats a probe, such as an assertion, until it does not throw, and resolves with what it answered.
 *
 * @throws what the probe threw last, when that takes more than `timeoutMs` (15,000)
 */
export async function eventually<T>(
  probe: () => T | Promise<T>,
  options: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const { timeoutMs = 15_000, everyMs = 10 } = options;
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
    await sleep(everyMs);
  }
}
