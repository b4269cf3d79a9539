/**
 * @typedef {{
 *   services: number, page: import('./measurePage.mjs').PageFigures, change: import('./measureChange.mjs').ChangeFigures,
 * }} Measured
 * @typedef {{ name: string, limit: number, value: number, holds: boolean }} Target
 */

/** Whose bytes have a target: those of more services are as many more. */
const SMALL = 1000;

/**
 * @param {Measured[]} measured
 * @returns {{ figures: Measured[], targets: Target[], holds: boolean }}
 */
export function judge(measured) {
  const targets = measured.flatMap(({ services, page, change }) => {
    const atMost = (
      /** @type {string} */ name,
      /** @type {number} */ limit,
      /** @type {number} */ value,
    ) => ({
      ...{ name: `${services} services: ${name}`, limit, value },
      holds: value <= limit,
    });
    return [
      atMost('rows with states, ms', 1000, page.statesMs),
      atMost('filter to result, ms', 100, page.filterMs),
      atMost('longest task of a filter, ms', 50, page.filterLongMs),
      atMost('longest task of scrolling, ms', 50, page.scrollLongMs),
      ...(services <= SMALL
        ? [atMost('on the wire, kB', 400, page.kilobytes)]
        : []),
      atMost(
        'a change in Argo CD on the screen, p50 ms',
        1000,
        change.shownP50Ms,
      ),
    ];
  });
  return {
    figures: measured,
    targets,
    holds: targets.every(({ holds }) => holds),
  };
}
