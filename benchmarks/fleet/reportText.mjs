/**
 * Figures and targets for people, as tables that also read well as Markdown.
 * @param {Pick<ReturnType<typeof import('./judge.mjs').judge>, 'figures' | 'targets'>} result
 */
export function reportText({ figures, targets }) {
  /** @type {Array<[string, (measured: typeof figures[0]) => number]>} */
  const rows = [
    ['first row, ms', ({ page }) => page.rowMs],
    ['rows with states, ms', ({ page }) => page.statesMs],
    ['the same from a click inside the portal, ms', ({ page }) => page.openMs],
    ["peer: the catalog's own list, first row, ms", ({ page }) => page.stockMs],
    ['filter to result, ms', ({ page }) => page.filterMs],
    ['longest task of a filter, ms', ({ page }) => page.filterLongMs],
    ['longest task of scrolling, ms', ({ page }) => page.scrollLongMs],
    ['p95 between frames of scrolling, ms', ({ page }) => page.scrollFrameMs],
    ['rows in the page', ({ page }) => page.rows],
    ['elements in the page', ({ page }) => page.elements],
    ['on the wire, kB', ({ page }) => page.kilobytes],
    ['a change on the screen, p50 ms', ({ change }) => change.shownP50Ms],
    ['a change on the screen, p95 ms', ({ change }) => change.shownP95Ms],
    ['longest task of a change, ms', ({ change }) => change.pageLongMs],
    ['a change at all pages, ms', ({ change }) => change.clientsMs],
    ['CPU of the server for it, ms', ({ change }) => change.serverCpuMs],
  ];
  return [
    line(['', ...figures.map(({ services }) => `${services} services`)]),
    line(['---', ...figures.map(() => '---')]),
    ...rows.map(([name, of]) => line([name, ...figures.map(of)])),
    '',
    ...targets.map(
      ({ name, limit, value, holds }) =>
        `${holds ? '✓' : '✗'} ${name}: ${value} (at most ${limit})`,
    ),
  ].join('\n');
}

/** @param {Array<string | number>} cells */
function line(cells) {
  return `| ${cells.join(' | ')} |`;
}
