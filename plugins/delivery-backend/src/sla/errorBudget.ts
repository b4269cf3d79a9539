/** A calendar month in UTC and the steps in which its errors are read. */
export interface MonthSteps {
  from: Date;
  until: Date;
  /** Ends of the steps, oldest first; the last is now. */
  ends: Date[];
  stepSeconds: number;
}

const MAX_STEPS = 120;
/** A step shorter than the shortest time that rules record would say nothing more. */
const MIN_STEP_SECONDS = 300;

/** Divides the month so far into equal steps: at most 120, each at least five minutes where the month is older than that. */
export function divideMonth(now: Date): MonthSteps {
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
  const until = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1));
  const end = Math.floor(now.getTime() / 1000);
  const elapsed = end - from.getTime() / 1000;
  const count = Math.min(
    MAX_STEPS,
    Math.max(1, Math.floor(elapsed / MIN_STEP_SECONDS)),
  );
  const stepSeconds = Math.max(60, Math.floor(elapsed / count));
  return {
    from,
    until,
    stepSeconds,
    ends: Array.from(
      { length: count },
      (_, index) => new Date((end - (count - 1 - index) * stepSeconds) * 1000),
    ),
  };
}

/** Mean of what was measured, and the share of steps in which something was; undefined where nothing was. */
export function summarizeRatios(
  ratios: ReadonlyArray<number | undefined>,
): { mean: number; coverage: number } | undefined {
  const known = ratios.filter(ratio => ratio !== undefined);
  return known.length === 0
    ? undefined
    : {
        mean: known.reduce((sum, ratio) => sum + ratio, 0) / known.length,
        coverage: known.length / ratios.length,
      };
}

/**
 * How fast an error ratio spends the budget of a target: 1 spends all of it in exactly the time that it is for. Undefined for a
 * target of 1, which has no budget.
 */
export function burnRate(
  errorRatio: number,
  target: number,
): number | undefined {
  return target < 1 ? errorRatio / allowedErrors(target) : undefined;
}

/**
 * What was left of the month's budget at the end of each step, and is left now; undefined for a target of 1, which has no budget.
 * The budget is that of the whole month, and all its seconds count alike, whatever their traffic. A step without measurements
 * spends nothing.
 */
export function spendBudget(
  { from, until, ends, stepSeconds }: MonthSteps,
  ratios: ReadonlyArray<number | undefined>,
  target: number,
): { left: number; points: Array<{ at: string; left: number }> } | undefined {
  if (target >= 1) {
    return undefined;
  }
  const seconds = (until.getTime() - from.getTime()) / 1000;
  const budget = allowedErrors(target) * seconds;
  let spent = 0;
  const points = ends.flatMap((end, index) => {
    const ratio = ratios[index];
    if (ratio === undefined) {
      return [];
    }
    spent += ratio * stepSeconds;
    return [{ at: end.toISOString(), left: 1 - spent / budget }];
  });
  return { left: 1 - spent / budget, points };
}

/** Without what binary fractions add: 1 - 0.999 is 0.0010000000000000009. */
function allowedErrors(target: number): number {
  return Number((1 - target).toFixed(9));
}
