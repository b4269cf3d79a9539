/**
 * The shortest part of a failing history that still fails, by leaving steps out: halves first, then single ones.
 *
 * @param fails - the failure of a history, undefined when it holds
 */
export async function shrink<Step>(
  history: Step[],
  fails: (history: Step[]) => Promise<unknown>,
): Promise<Step[]> {
  let current = history;
  for (
    let size = Math.ceil(current.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    let from = 0;
    while (from < current.length) {
      const shorter = [
        ...current.slice(0, from),
        ...current.slice(from + size),
      ];
      if ((await fails(shorter)) !== undefined) {
        current = shorter;
      } else {
        from += size;
      }
    }
  }
  return current;
}
