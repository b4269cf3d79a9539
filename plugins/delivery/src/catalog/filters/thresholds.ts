import type { Facet } from './useServiceFacets';

/** What people ask of an SLA: at least so many percent, at most so many milliseconds. */
export const THRESHOLDS = {
  availability: [99, 99.5, 99.9, 99.95, 99.99, 99.999],
  latency: [50, 100, 200, 500, 1_000, 2_000, 5_000],
};

/** One of {@link THRESHOLDS} by name. */
export type SlaName = keyof typeof THRESHOLDS;

/** Whether an SLA is as good as asked, or better. */
function keeps(name: SlaName, stated: number, threshold: number) {
  return name === 'availability' ? stated >= threshold : stated <= threshold;
}

/** The stated values, of those in the catalog, that are as good as asked. */
export function valuesWithin(
  name: SlaName,
  facets: Facet[],
  threshold: number,
): string[] {
  return facets
    .map(({ value }) => value)
    .filter(value => value !== '' && keeps(name, Number(value), threshold));
}

/** The thresholds that tell services apart, and how many services state as much. */
export function usefulThresholds(
  name: SlaName,
  facets: Facet[],
): Array<{ threshold: number; count: number }> {
  const counted = THRESHOLDS[name].map(threshold => ({
    threshold,
    count: facets
      .filter(({ value }) => keeps(name, Number(value), threshold))
      .reduce((sum, { count }) => sum + count, 0),
  }));
  // The nearest of those that say the same: the highest percentage, the lowest latency.
  return counted.filter(
    ({ count }, index) =>
      count > 0 &&
      (name === 'availability'
        ? count !== counted[index + 1]?.count
        : count !== counted[index - 1]?.count),
  );
}
