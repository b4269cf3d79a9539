/**
 * An availability as a text that sorts like the number, because the catalog sorts by text: `099.90000`.
 *
 * @internal
 */
export function sortablePercent(percent: number): string {
  return percent.toFixed(5).padStart(9, '0');
}

/**
 * A duration as a text that sorts like the number: milliseconds, `000000000300.000`.
 *
 * @internal
 */
export function sortableMilliseconds(milliseconds: number): string {
  return milliseconds.toFixed(3).padStart(16, '0');
}
