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

const CONDITION =
  /\bresult(?:\[0\])?\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/i;

/**
 * Undefined for a condition that compares something else, or the result with more than one number.
 *
 * @internal
 */
export function readThreshold(
  condition: string | undefined,
): Threshold | undefined {
  const all = [...(condition ?? '').matchAll(new RegExp(CONDITION, 'gi'))];
  if (all.length !== 1) return undefined;
  const [[, comparator, value]] = all;
  return {
    comparator: comparator as Threshold['comparator'],
    value: Number(value),
  };
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
