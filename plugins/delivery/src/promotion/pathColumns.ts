/** A canary has more to show than its neighbours. */
const CANARY_SHARE = 1.25;

/**
 * Columns of the promotion path where it lies: a stop for each environment, with the way to it between them.
 *
 * @returns a value of `grid-template-columns`
 * @internal
 */
export function pathColumns(
  environments: ReadonlyArray<{ isCanary: boolean }>,
): string {
  return environments
    .map(({ isCanary }) => `minmax(0, ${isCanary ? CANARY_SHARE : 1}fr)`)
    .join(' var(--path-way) ');
}
