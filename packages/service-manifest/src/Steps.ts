/**
 * A long piece of work in steps of at most about a millisecond each: whoever drives it may let something else run between
 * two of them.
 *
 * @public
 */
export type Steps<T> = Generator<void, T, void>;

/**
 * Does all steps at once.
 *
 * @public
 */
export function runSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) {
      return step.value;
    }
  }
}
