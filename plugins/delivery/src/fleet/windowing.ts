/**
 * Where each of several rows begins, and where the last one ends, from their heights.
 *
 * @internal
 */
export function rowOffsets(heights: readonly number[]): number[] {
  const offsets = [0];
  for (const height of heights) offsets.push(offsets.at(-1)! + height);
  return offsets;
}

/**
 * Rows that lie between two heights: from the first index to before the second.
 *
 * @param offsets - as `rowOffsets` makes them
 * @internal
 */
export function rowsBetween(
  offsets: readonly number[],
  from: number,
  to: number,
): [number, number] {
  const count = offsets.length - 1;
  const start = Math.max(0, lastAtMost(offsets, from));
  return [
    Math.min(start, count),
    Math.min(count, Math.max(start, lastAtMost(offsets, to) + 1)),
  ];
}

/** Index of the last offset that is not above a height, -1 where all are. */
function lastAtMost(offsets: readonly number[], height: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (offsets[middle] <= height) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
