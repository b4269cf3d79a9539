/**
 * How long at least one of these spans lasted: time in which several did counts once.
 * @param {Array<{ from: number, until: number }>} spans
 */
export function coveredMs(spans) {
  let covered = 0;
  let end = -Infinity;
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    covered += Math.max(until - Math.max(from, end), 0);
    end = Math.max(end, until);
  }
  return covered;
}

/**
 * How many of these spans came after one another: those that ran at the same time are one step.
 * @param {Array<{ from: number, until: number }>} spans
 */
export function stepsOf(spans) {
  let steps = 0;
  let end = -Infinity;
  for (const { from, until } of [...spans].sort((a, b) => a.until - b.until)) {
    if (from >= end) {
      steps += 1;
      end = until;
    }
  }
  return steps;
}
