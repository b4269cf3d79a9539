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

/**
 * Indexes of the rows that are rendered: those from `start` to before `end`, and one that stays wherever it is, such as the
 * one that has the focus.
 *
 * @param kept - -1 for none
 * @internal
 */
export function renderedRows(
  [start, end]: readonly [number, number],
  kept: number,
): number[] {
  const rows = Array.from(
    { length: Math.max(0, end - start) },
    (_, index) => start + index,
  );
  if (kept < 0 || rows.includes(kept)) return rows;
  return kept < start ? [kept, ...rows] : [...rows, kept];
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
