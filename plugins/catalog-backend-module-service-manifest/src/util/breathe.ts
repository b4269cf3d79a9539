import { setImmediate } from 'node:timers/promises';

/**
 * The catalog takes each entity through a chain of steps of about a millisecond, each of them waiting for the one before.
 * What runs between two steps delays the whole chain, so that a slice must not be much longer than a step.
 */
const SLICE_MS = 2;

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
