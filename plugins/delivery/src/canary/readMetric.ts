import type { AnalysisMetric } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What a metric has to be, where its condition compares the result with a number.
 *
 * @internal
 */
export interface Threshold {
  comparator: '>=' | '<=' | '>' | '<';
  value: number;
}

/** The whole condition. Asking first whether there is a result at all sets no limit. */
const CONDITION =
  /^\s*(?:len\(result\)\s*>\s*0\s*&&\s*)?result(?:\[0\])?\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$/i;
const MEETS: Record<
  Threshold['comparator'],
  (value: number, limit: number) => boolean
> = {
  '>=': (value, limit) => value >= limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '<': (value, limit) => value < limit,
};

/**
 * Undefined for a condition that says anything else or more than how the result compares with one number.
 *
 * @internal
 */
export function readThreshold(
  condition: string | undefined,
): Threshold | undefined {
  const [, comparator, value] = CONDITION.exec(condition ?? '') ?? [];
  return comparator === undefined
    ? undefined
    : {
        comparator: comparator as Threshold['comparator'],
        value: Number(value),
      };
}

/**
 * Whether a value is on the good side of a threshold.
 *
 * @internal
 */
export function meetsThreshold(
  value: number,
  { comparator, value: limit }: Threshold,
): boolean {
  return MEETS[comparator](value, limit);
}

/**
 * The numbers that were measured, oldest first, each with whether it was good. What is no number, such as an empty result, is
 * left out.
 *
 * @internal
 */
export function readValues({
  measurements,
}: Pick<AnalysisMetric, 'measurements'>): Array<{
  value: number;
  isBad: boolean;
}> {
  return measurements.flatMap(({ value, phase }) => {
    const text = value?.trim().replace(/^\[(.*)\]$/, '$1') ?? '';
    const number = text === '' ? NaN : Number(text);
    return Number.isFinite(number)
      ? [{ value: number, isBad: phase === 'Failed' || phase === 'Error' }]
      : [];
  });
}
