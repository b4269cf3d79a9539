/**
 * @param {Array<number | undefined | null>} values
 * @returns {number | undefined} undefined when there is none
 */
export function median(values) {
  const sorted = values
    .filter(value => typeof value === 'number')
    .sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 || !sorted.length
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The smallest value that so large a part of all does not exceed.
 * @param {number[]} values at least one
 * @param {number} part from 0 to 1
 */
export function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(Math.ceil(sorted.length * part) - 1, 0)];
}

/**
 * @param {number} value
 * @param {number} [digits] behind the point
 */
export function round(value, digits = 2) {
  return Number(value.toFixed(digits));
}

/**
 * How much a value grows with another: the slope of the straight line nearest to the points.
 * @param {Array<{ x: number, y: number }>} points
 * @returns {number | undefined} undefined with fewer than two different x
 */
export function slope(points) {
  const mean = (/** @type {number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(point => point.x));
  const y = mean(points.map(point => point.y));
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  return spread > 0
    ? points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) /
        spread
    : undefined;
}
