import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is yes.
 * @param {() => boolean | Promise<boolean>} check a thrown error counts as "not yet"
 * @param {{ timeoutMs: number, everyMs?: number, signal?: AbortSignal }} options
 * @returns {Promise<void>} rejects with the last error, or a plain one, when the time is over, and with the signal's
 *   reason when aborted
 */
export async function waitUntil(check, { timeoutMs, everyMs = 250, signal }) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    let problem;
    try {
      if (await check()) {
        return;
      }
    } catch (error) {
      problem = error;
    }
    if (Date.now() >= deadline) {
      throw problem ?? new Error(`Nothing after ${timeoutMs / 1000} s`);
    }
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
}
