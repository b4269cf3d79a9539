import { setImmediate } from 'node:timers/promises';
import type { Steps } from '@stonegarden/service-manifest';

/** Work of this long in one block is hardly noticed by those who wait for an answer. */
const SLICE_MS = 15;

/**
 * Lets a long piece of work take breaths: call what it gives between two small steps, and await it. After a slice of
 * work it lets everything else run first; else it returns at once.
 *
 * @param sliceMs - milliseconds of work between two breaths
 * @internal
 */
export function breathing(sliceMs: number = SLICE_MS): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since >= sliceMs) {
      await setImmediate();
      since = performance.now();
    }
  };
}

/**
 * Does work that is given in steps, and lets everything else run after each slice of it.
 *
 * @param sliceMs - milliseconds of work between two breaths
 * @internal
 */
export async function breatheThrough<T>(
  steps: Steps<T>,
  sliceMs: number = SLICE_MS,
): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) {
      return step.value;
    }
    if (performance.now() - since >= sliceMs) {
      await setImmediate();
      since = performance.now();
    }
  }
}
